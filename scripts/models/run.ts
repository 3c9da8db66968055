import { systemClock } from '#adapters/clock.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { windowEnding } from '#core/maturity/window.ts';
import { compareModels, type ModelComparison } from '#core/models/compare.ts';
import { unknown } from '#core/models/known.ts';
import { compareInAccount } from '#functions/maturity/compare-models.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import { resolveRegion } from '../aws-command/region.ts';
import type { CompareCommand } from './options.ts';

/** Longest time that the account is read for; a person waits longer than API Gateway does. */
const LIMIT_MS = 60_000;
/** Prices are the same in most Regions; nobody has to be signed in for the list. */
const LIST_REGION = 'us-east-1';

/** Compares by the list alone, or by what the account saw as well. */
export async function runComparison(command: CompareCommand): Promise<ModelComparison> {
  return command.listOnly ? compareLists(command) : compareWithAccount(command);
}

function compareLists({ request, region = LIST_REGION, stage }: CompareCommand): ModelComparison {
  const nowMs = Date.now();
  const notRead = unknown('The account was not read (--list-only).');
  const observed = { traffic: notRead, quality: notRead };
  return compareModels({
    ...{ request, region, stage },
    comparedAt: new Date(nowMs).toISOString(),
    window: windowEnding(nowMs, 30),
    book: defaultPriceBook,
    observed: { a: observed, b: observed },
  });
}

async function compareWithAccount(command: CompareCommand): Promise<ModelComparison> {
  const region = await resolveRegion(command);
  const { profile, stage, gatewayLogGroup, feedbackLogGroup, request } = command;
  const evidence = createLiveEvidence({ region, profile, clock: systemClock });
  await evidence.identity.caller(); // without credentials nothing else works either: say so at once
  return compareInAccount(
    { ...evidence, prices: defaultPriceBook },
    { region, stage, gatewayLogGroup, feedbackLogGroup, limitMs: LIMIT_MS },
    request,
  );
}

import { systemClock } from '#adapters/clock.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { findPrices } from '#core/cost/find-prices.ts';
import { InvalidInputError } from '#core/errors.ts';
import { windowEnding } from '#core/maturity/window.ts';
import { compareModels, type ModelComparison, type ModelSide } from '#core/models/compare.ts';
import { unknown } from '#core/models/known.ts';
import { suggestModels } from '#core/models/suggest-models.ts';
import { compareInAccount } from '#functions/maturity/compare-models.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import { resolveRegion } from '../aws-command/region.ts';
import type { CompareCommand } from './options.ts';

/** Longest time that the account is read for; a person waits longer than API Gateway does. */
const LIMIT_MS = 60_000;
/** Prices are the same in most Regions; nobody has to be signed in for the list. */
const LIST_REGION = 'us-east-1';

/** Compares by the list alone, or by what the account saw as well. Throws for a model that nothing is known of. */
export async function runComparison(command: CompareCommand): Promise<ModelComparison> {
  const comparison = command.listOnly ? compareLists(command) : await compareWithAccount(command);
  for (const side of [comparison.a, comparison.b]) refuseUnknown(side, comparison.region);
  return comparison;
}

/** A model that is new may have calls before it has a price; one without either is most likely misspelt. */
function refuseUnknown({ modelId, traffic, contextWindowTokens }: ModelSide, region: string): void {
  const isPriced = findPrices({ modelId, region }, defaultPriceBook) !== 'model_unknown';
  if (isPriced || traffic.status === 'known' || contextWindowTokens.status === 'known') return;
  const similar = suggestModels(modelId, defaultPriceBook.models.keys());
  const hint = similar.length === 0 ? '' : ` Is it one of ${similar.join(', ')}?`;
  throw new InvalidInputError(
    `Nothing is known of a model "${modelId}": it is in no price table, and no call of it was seen.${hint}`,
  );
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

import { readFile } from 'node:fs/promises';
import { systemClock } from '#adapters/clock.ts';
import { InvalidInputError } from '#core/errors.ts';
import { describeIssues } from '#core/issues.ts';
import { parseJson } from '#core/json/parse-json.ts';
import { DAY_MS, windowEnding } from '#core/maturity/window.ts';
import { toCount } from '#core/maturity/wording.ts';
import { type Known, unknown } from '#core/models/known.ts';
import { GivenOwnership, OWNERSHIP_FIELDS, type OwnershipInputs } from '#core/ownership/inputs.ts';
import { computeOwnership, type MeasuredInference, toMonthlyInference } from '#core/ownership/own.ts';
import type { Ownership } from '#core/ownership/ownership.ts';
import { toMoney } from '#core/report/spending/money-words.ts';
import { startOf, toDay } from '#core/rollup/day.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import { resolveRegion } from '../aws-command/region.ts';
import type { OwnershipCommand } from './ownership-options.ts';

const WINDOW_DAYS = 30;

/** Total cost of ownership from a file, the command line and, unless inference is given, the account. */
export async function runOwnership(command: OwnershipCommand): Promise<Ownership> {
  const inputs = await readInputs(command);
  const isGiven = inputs.inferenceUsdPerMonth !== undefined;
  return computeOwnership(inputs, isGiven ? unknown('Inference was given.') : await measure(command));
}

async function readInputs({ inputs: file, given }: OwnershipCommand): Promise<OwnershipInputs> {
  const parsed = GivenOwnership.safeParse({
    ...(file === undefined ? {} : await readObject(file)),
    ...given,
  });
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    `${file ?? 'The inputs'}: ${describeIssues(parsed.error)}. Known names: ${Object.keys(OWNERSHIP_FIELDS).join(', ')}.`,
  );
}

async function readObject(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new InvalidInputError(`${file} cannot be read; give the path of a JSON file with --inputs.`, {
      cause: error,
    });
  });
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InvalidInputError(`${file} holds no JSON object.`);
}

/** What the gateway of the stage recorded in the last 30 days. */
async function measure(command: OwnershipCommand): Promise<Known<MeasuredInference>> {
  const region = await resolveRegion(command);
  const evidence = createLiveEvidence({ region, profile: command.profile, clock: systemClock });
  await evidence.identity.caller(); // without credentials nothing else works either: say so at once
  const { namespace, metricName } = catalogue.cost;
  const window = windowEnding(systemClock.now(), WINDOW_DAYS);
  const query = { namespace, metricName, dimensions: { Stage: command.stage }, statistic: 'Sum' } as const;
  const [result] = await evidence.metrics.read([query], window);
  if (result?.status !== 'known') return unknown(result?.detail ?? 'CloudWatch did not answer.');
  if (result.points.length === 0)
    return unknown(`The gateway of stage ${command.stage} recorded no call with a price in 30 days.`);
  const usd = result.points.reduce((sum, { value }) => sum + value, 0);
  // days before the first record are no days without cost: a stack of yesterday has no month behind it
  const first = Math.min(...result.points.map(({ startMs }) => startOf(toDay(startMs))));
  const days = Math.max(1, (Date.parse(window.end) - first) / DAY_MS);
  const words = `${toMoney(usd)} recorded by the gateway of stage ${command.stage} in ${toCount(days, 'day')}, taken to ${WINDOW_DAYS}`;
  return toMonthlyInference({ status: 'known', value: usd }, days, words);
}

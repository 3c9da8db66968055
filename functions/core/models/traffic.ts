import type { MetricResult } from '../maturity/metric-plan.ts';
import { toNumber } from '../maturity/wording.ts';
import { type Known, known, unknown } from './known.ts';
import type { TokenTotals } from './tokens.ts';
import type { PlannedQuery, Quantity, TrafficPlan, TrafficSource } from './traffic-plan.ts';

/** What an account saw of a model. */
export interface Traffic {
  /** Who counted. */
  readonly source: TrafficSource;
  readonly calls: number;
  /** Answered calls that carried no token counts: their tokens are in no total. */
  readonly unmeteredCalls: number;
  readonly tokens: Known<TokenTotals>;
  readonly errorRatePercent: Known<number>;
  /** Medians of the days' percentiles, of the id with the most calls. */
  readonly latencyP50Ms: Known<number>;
  readonly latencyP90Ms: Known<number>;
  readonly timeToFirstTokenP50Ms: Known<number>;
  readonly timeToFirstTokenP90Ms: Known<number>;
  /** The id that the durations are of. */
  readonly durationsOf: string;
}

/** AWS is believed over the gateway when it counted this much more: then calls went past the gateway. */
const CLEARLY_MORE = 1.05;

type Answers = readonly (PlannedQuery & { readonly result: MetricResult })[];

/** Reads the answers to a plan: the gateway's own counts, or AWS's where more calls went past the gateway. */
export function readTraffic(plan: TrafficPlan, results: readonly MetricResult[]): Known<Traffic> {
  const answers = plan.queries.flatMap((planned, index) => {
    const result = results[index];
    return result === undefined ? [] : [{ ...planned, result }];
  });
  const gateway = readSource('gateway', answers);
  const bedrock = readSource('bedrock', answers);
  if (gateway.status === 'known' && bedrock.status === 'known')
    return bedrock.value.calls > gateway.value.calls * CLEARLY_MORE ? bedrock : gateway;
  if (gateway.status === 'known') return gateway;
  if (bedrock.status === 'known') return bedrock;
  const isUnread = answers.some(({ result }) => result.status === 'unknown');
  if (isUnread) return bedrock;
  return plan.unlisted ? unknown(plan.unlisted.detail) : bedrock;
}

function readSource(source: TrafficSource, all: Answers): Known<Traffic> {
  const answers = all.filter((answer) => answer.source === source);
  for (const { result } of answers) if (result.status === 'unknown') return unknown(result.detail);
  const sum = (quantity: Quantity, of: Answers = answers): number =>
    of
      .filter((answer) => answer.quantity === quantity)
      .reduce((total, { result }) => total + sumOf(result), 0);
  const calls = sum('calls');
  if (calls === 0) return unknown('No call of the model was counted in the window.');
  const bySeries = [...new Set(answers.map(({ series }) => series))]
    .map((series) => answers.filter((answer) => answer.series === series))
    .toSorted((left, right) => sum('calls', right) - sum('calls', left));
  const [busiest = []] = bySeries;
  const duration = (quantity: Quantity) => medianOf(busiest.filter((answer) => answer.quantity === quantity));
  return known({
    source,
    calls,
    unmeteredCalls: sum('unmetered'),
    tokens: toTokens(sum),
    errorRatePercent: toErrorRate(sum('errors'), sum('attempts')),
    latencyP50Ms: duration('latencyP50'),
    latencyP90Ms: duration('latencyP90'),
    timeToFirstTokenP50Ms: duration('firstTokenP50'),
    timeToFirstTokenP90Ms: duration('firstTokenP90'),
    durationsOf: busiest[0]?.series ?? '',
  });
}

function sumOf(result: MetricResult): number {
  return result.status === 'known' ? result.points.reduce((sum, { value }) => sum + value, 0) : 0;
}

/** Counters are written above zero only: with calls and tokens, no cached ones means none. */
function toTokens(sum: (quantity: Quantity) => number): Known<TokenTotals> {
  const tokens = {
    input: Math.round(sum('input')),
    output: Math.round(sum('output')),
    cacheRead: Math.round(sum('cacheRead')),
    cacheWrite: Math.round(sum('cacheWrite')),
  };
  const counts = Object.values(tokens);
  if (counts.some((count) => count < 0 || !Number.isSafeInteger(count)))
    return unknown('The token counts cannot be right: one is negative or too large to count.');
  return counts.some((count) => count > 0) ? known(tokens) : unknown('Calls were counted, but no tokens.');
}

function toErrorRate(errors: number, attempts: number): Known<number> {
  if (attempts === 0) return unknown('No call was counted.');
  if (errors > attempts)
    return unknown(
      `The counts contradict each other: ${toNumber(errors)} errors in ${toNumber(attempts)} calls.`,
    );
  return known((errors / attempts) * 100);
}

/** Percentiles of days cannot be put together; their median is what an ordinary day was like. */
function medianOf(answers: Answers): Known<number> {
  const values = answers
    .flatMap(({ result }) => (result.status === 'known' ? result.points : []))
    .map(({ value }) => value)
    .toSorted((left, right) => left - right);
  const [low, high] = [values[Math.ceil(values.length / 2) - 1], values[Math.floor(values.length / 2)]];
  return low === undefined || high === undefined
    ? unknown('No datapoint in the window.')
    : known((low + high) / 2);
}

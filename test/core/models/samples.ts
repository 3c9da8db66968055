import { createPriceBook } from '#core/cost/price-book.ts';
import type { MetricResult } from '#core/maturity/metric-plan.ts';
import type { ObservedModel } from '#core/models/compare.ts';
import { known, unknown } from '#core/models/known.ts';
import { CompareRequest } from '#core/models/options.ts';
import type { Traffic } from '#core/models/traffic.ts';
import type { Quantity, TrafficPlan, TrafficSource } from '#core/models/traffic-plan.ts';

export const A = 'amazon.nova-lite-v1:0';
export const B = 'anthropic.claude-sonnet-5';

/** Round prices, so that a test's arithmetic can be read. */
export const BOOK = createPriceBook({
  source: 'a test',
  date: '2026-11-01',
  models: {
    'amazon.nova-lite': { standard: { any: { input: 1, output: 4, cacheRead: 0.25, cacheWrite: 1.25 } } },
    'anthropic.claude-sonnet-5': {
      standard: { any: { input: 3, output: 15, longPrompt: [{ over: 200_000, input: 6, output: 22.5 }] } },
    },
  },
});

export const TRAFFIC: Traffic = {
  source: 'gateway',
  calls: 1_000,
  unmeteredCalls: 0,
  tokens: known({ input: 2_000_000, output: 500_000, cacheRead: 1_000_000, cacheWrite: 200_000 }),
  errorRatePercent: known(0.5),
  latencyP50Ms: known(800),
  latencyP90Ms: known(1_900),
  timeToFirstTokenP50Ms: known(200),
  timeToFirstTokenP90Ms: known(450),
  durationsOf: A,
};

export const NOT_SEEN: ObservedModel = {
  traffic: unknown('No call of the model was counted in the window.'),
  quality: unknown('No answer of the model was rated in the window.'),
};
export const SEEN: ObservedModel = { ...NOT_SEEN, traffic: known(TRAFFIC) };

export const requestOf = (changes: Partial<CompareRequest> = {}): CompareRequest =>
  CompareRequest.parse({ a: A, b: B, ...changes });

/** Answers to a plan: points by source, quantity and, if need be, series; nothing for the others. */
export const answersTo = (
  { queries }: TrafficPlan,
  points: Readonly<Partial<Record<`${TrafficSource} ${Quantity}`, readonly number[]>>>,
  ofSeries?: string,
): readonly MetricResult[] =>
  queries.map(({ source, quantity, series }) => ({
    status: 'known',
    points:
      ofSeries === undefined || ofSeries === series
        ? (points[`${source} ${quantity}`] ?? []).map((value, day) => ({ startMs: day * 86_400_000, value }))
        : [],
  }));

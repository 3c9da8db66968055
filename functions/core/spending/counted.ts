import * as z from 'zod/mini';
import { sumUsd } from '../cost/money.ts';
import type { PriceBook } from '../cost/price-book.ts';
import type { MetricPlan, MetricResult } from '../maturity/metric-plan.ts';
import type { UnknownReading } from '../maturity/observation.ts';
import type { TokenTotals } from '../models/tokens.ts';
import { priceTraffic } from '../models/traffic-cost.ts';
import type { catalogue } from '../signals/catalogue.ts';

const count = z.int().check(z.nonnegative());

/** One model id with the tokens that AWS counted, and what they come to by list price. */
export const CountedModel = z.object({
  /** As called: base model, profile or ARN. */
  modelId: z.string(),
  calls: count,
  inputTokens: count,
  outputTokens: count,
  cacheReadInputTokens: count,
  cacheWriteInputTokens: count,
  /** Absent where it has no price; `reason` says why. */
  costUsd: z.optional(z.number()),
  reason: z.optional(z.string()),
});
export type CountedModel = z.infer<typeof CountedModel>;

/** Tokens by model as AWS counts them, priced on the day: a replay has the prices of that day. */
export const CountedCosts = z.object({
  models: z.array(CountedModel),
  /** Tables that the prices are from. */
  prices: z.array(z.object({ source: z.string(), version: z.optional(z.string()), date: z.string() })),
});
export type CountedCosts = z.infer<typeof CountedCosts>;

/** Rows of the catalogue that say it. */
const COUNTERS = {
  calls: 'bedrockInvocations',
  input: 'bedrockInputTokens',
  output: 'bedrockOutputTokens',
  cacheRead: 'bedrockCacheReadTokens',
  cacheWrite: 'bedrockCacheWriteTokens',
} as const satisfies Readonly<Record<'calls' | keyof TokenTotals, keyof typeof catalogue>>;
type Counter = keyof typeof COUNTERS;
type Counts = Record<Counter, number>;

/** What tokens are priced with. */
export interface CountedPrices {
  readonly region: string;
  readonly book: PriceBook;
}

/** Prices what AWS counted by model id. One series that cannot be read leaves all of it unknown. */
export function readCountedCosts(
  plan: MetricPlan,
  results: readonly MetricResult[],
  { region, book }: CountedPrices,
): { readonly status: 'known'; readonly value: CountedCosts } | UnknownReading {
  const models = new Map<string, Counts>();
  for (const counter of COUNTER_NAMES) {
    const unread = addCounts(models, counter, { plan, results });
    if (unread) return unread;
  }
  const priced = [...models]
    .filter(([, counts]) => Object.values(counts).some((value) => value > 0))
    .map(([modelId, counts]) => priceModel(modelId, counts, { region, book }));
  return { status: 'known', value: { models: priced.toSorted(dearestFirst), prices: [...book.sources] } };
}

const COUNTER_NAMES = ['calls', 'input', 'output', 'cacheRead', 'cacheWrite'] as const satisfies Counter[];

function addCounts(
  models: Map<string, Counts>,
  counter: Counter,
  { plan, results }: { readonly plan: MetricPlan; readonly results: readonly MetricResult[] },
): UnknownReading | undefined {
  const planned = plan.statistics.find(
    ({ signal, statistic }) => signal === COUNTERS[counter] && statistic === 'Sum',
  )?.queries;
  if (planned === undefined) return undefined;
  if ('status' in planned) return planned;
  for (const position of planned) {
    const result = results[position];
    if (result?.status === 'unknown') return result;
    const modelId = plan.queries[position]?.dimensions.ModelId;
    if (modelId === undefined) continue;
    const counts = models.get(modelId) ?? { calls: 0, input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    const sum = (result?.points ?? []).reduce((total, { value }) => total + value, 0);
    if (!Number.isSafeInteger(Math.round(sum)) || sum < 0) return IMPOSSIBLE;
    models.set(modelId, { ...counts, [counter]: counts[counter] + Math.round(sum) });
  }
  return undefined;
}

const IMPOSSIBLE: UnknownReading = {
  status: 'unknown',
  reason: 'failed',
  detail: 'The token counts cannot be right: one is negative or too large to count.',
};

function priceModel(
  modelId: string,
  { calls, ...tokens }: Counts,
  { region, book }: CountedPrices,
): CountedModel {
  const { input, output, cacheRead, cacheWrite } = tokens;
  const common = {
    ...{ modelId, calls, inputTokens: input, outputTokens: output },
    ...{ cacheReadInputTokens: cacheRead, cacheWriteInputTokens: cacheWrite },
  };
  if (Object.values(tokens).every((value) => value === 0))
    return { ...common, reason: 'AWS counted calls of it, but no tokens.' };
  const tokensPerPrompt = Math.round((input + cacheRead + cacheWrite) / Math.max(calls, 1));
  const cost = priceTraffic({ modelId, region, tokens, tokensPerPrompt }, book);
  return cost.status === 'known'
    ? { ...common, costUsd: cost.value.usd }
    : { ...common, reason: cost.reason };
}

const dearestFirst = (left: CountedModel, right: CountedModel): number =>
  (right.costUsd ?? -1) - (left.costUsd ?? -1) ||
  right.calls - left.calls ||
  (left.modelId < right.modelId ? -1 : 1);

/** Sum of the models that have a price; `undefined` where none has. */
export function totalCounted({ models }: CountedCosts): number | undefined {
  const priced = models.flatMap(({ costUsd }) => costUsd ?? []);
  return priced.length === 0 ? undefined : sumUsd(priced);
}

import { parseModelId } from '../bedrock/model-id.ts';
import { type Listing, type MetricQuery, rowsOfKind } from '../maturity/metric-plan.ts';
import type { UnknownReading } from '../maturity/observation.ts';
import { catalogue } from '../signals/catalogue.ts';
import type { Statistic } from '../signals/definition.ts';
import { failureRate, INVOCATIONS_DEFINITION } from '../signals/failure-rate.ts';

/** What is read of a model's traffic. */
export type Quantity =
  | 'calls'
  | 'errors'
  | 'attempts'
  | 'unmetered'
  | 'input'
  | 'output'
  | 'cacheRead'
  | 'cacheWrite'
  | 'latencyP50'
  | 'latencyP90'
  | 'firstTokenP50'
  | 'firstTokenP90';

/** Who counted: the gateway its own calls, or AWS every call of the account and Region. */
export type TrafficSource = 'gateway' | 'bedrock';

type MetricId = {
  [Id in keyof typeof catalogue]: (typeof catalogue)[Id]['kind'] extends 'metric' ? Id : never;
}[keyof typeof catalogue];
type Row = readonly [quantity: Quantity, signal: MetricId, statistic: Statistic];

const sums = (quantity: Quantity, signals: readonly MetricId[]): readonly Row[] =>
  signals.map((signal) => [quantity, signal, 'Sum'] as const);

const { of: FAILED, over: COUNTED } = failureRate(INVOCATIONS_DEFINITION);
const METRICS = new Map(rowsOfKind(catalogue, 'metric'));
const isMetric = (id: string): id is MetricId => METRICS.has(id);
const metricsOf = (terms: readonly { readonly signal: string }[]): readonly MetricId[] =>
  terms.map(({ signal }) => signal).filter(isMetric);

/** Which rows of the catalogue say it. */
const ROWS: Readonly<Record<TrafficSource, readonly Row[]>> = {
  gateway: [
    ...sums('calls', ['requests']),
    ...sums('attempts', ['requests']),
    ...sums('errors', ['clientErrors', 'serverErrors', 'throttles', 'timeouts']),
    ...sums('unmetered', ['usageMissing']),
    ...sums('input', ['inputTokens']),
    ...sums('output', ['outputTokens']),
    ...sums('cacheRead', ['cacheReadInputTokens']),
    ...sums('cacheWrite', ['cacheWriteInputTokens']),
    ['latencyP50', 'latency', 'p50'],
    ['latencyP90', 'latency', 'p90'],
    ['firstTokenP50', 'timeToFirstToken', 'p50'],
    ['firstTokenP90', 'timeToFirstToken', 'p90'],
  ],
  bedrock: [
    ...sums('calls', ['bedrockInvocations']),
    ...sums('attempts', metricsOf(COUNTED)),
    ...sums('errors', metricsOf(FAILED)),
    ...sums('input', ['bedrockInputTokens']),
    ...sums('output', ['bedrockOutputTokens']),
    ...sums('cacheRead', ['bedrockCacheReadTokens']),
    ...sums('cacheWrite', ['bedrockCacheWriteTokens']),
    ['latencyP50', 'bedrockLatency', 'p50'],
    ['latencyP90', 'bedrockLatency', 'p90'],
    ['firstTokenP50', 'bedrockTimeToFirstToken', 'p50'],
    ['firstTokenP90', 'bedrockTimeToFirstToken', 'p90'],
  ],
};

/** One question and what it is asked for. */
export interface PlannedQuery {
  readonly source: TrafficSource;
  /** Which series: the base model at the gateway, the id that was called at AWS. */
  readonly series: string;
  readonly quantity: Quantity;
  readonly query: MetricQuery;
}

/** Everything that is asked about one model. */
export interface TrafficPlan {
  readonly queries: readonly PlannedQuery[];
  /** Why not all of AWS's series could be named. @default - they could */
  readonly unlisted?: UnknownReading | undefined;
}

/**
 * What to ask GetMetricData about a model. The gateway's series are known by name. AWS's are found with ListMetrics,
 * which forgets a metric after two weeks; the id that was asked for and its base model are read in any case.
 */
export function planTraffic({
  modelId,
  stage,
  listing,
}: {
  readonly modelId: string;
  readonly stage: string;
  readonly listing: Listing;
}): TrafficPlan {
  const baseModel = baseModelOf(modelId);
  const listed = listing.status === 'known' ? listing.metrics : [];
  const called = listed.flatMap(({ dimensions: { ModelId: id, ...others } }) =>
    id !== undefined && Object.keys(others).length === 0 && baseModelOf(id) === baseModel ? [id] : [],
  );
  const ids = [...new Set([modelId, baseModel, ...called])];
  return {
    queries: [
      ...ask('gateway', baseModel, { Stage: stage, Model: baseModel }),
      ...ids.flatMap((id) => ask('bedrock', id, { ModelId: id })),
    ],
    ...(listing.status === 'unknown' && { unlisted: listing }),
  };
}

/** The model behind an id, or the id where only AWS can tell. */
export const baseModelOf = (modelId: string): string => parseModelId(modelId)?.baseModel ?? modelId;

function ask(
  source: TrafficSource,
  series: string,
  dimensions: Readonly<Record<string, string>>,
): readonly PlannedQuery[] {
  return ROWS[source].map(([quantity, signal, statistic]) => {
    const { namespace, metricName } = catalogue[signal];
    return { source, series, quantity, query: { namespace, metricName, dimensions, statistic } };
  });
}

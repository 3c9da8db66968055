import { parseModelId } from '../bedrock/model-id.ts';
import { catalogue } from '../signals/catalogue.ts';
import type { FactId, FactValue } from './facts.ts';
import type { Listing, MetricPlan, MetricResult } from './metric-plan.ts';
import type { ObservationWindow, UnknownReading } from './observation.ts';
import { DAY_MS } from './window.ts';

/** Facts that the metrics of an assessment say already: no call is made for them alone. */
export type MetricFactId = 'stages' | 'modelTraffic' | 'modelTokens';

/** What a fact says, or why it says nothing. */
type Reading<Id extends FactId> =
  | { readonly status: 'known'; readonly value: FactValue<Id> }
  | UnknownReading;

/** What these facts are read from. */
export const METRIC_FACT_SOURCES = {
  stages: {
    call: 'cloudwatch:ListMetrics',
    query: `${catalogue.requests.namespace} ${catalogue.requests.metricName}: values of the dimension Stage`,
  },
  modelTraffic: {
    call: 'cloudwatch:GetMetricData',
    query: `${catalogue.bedrockInvocations.namespace} ${catalogue.bedrockInvocations.metricName} Sum by ModelId`,
  },
  modelTokens: {
    call: 'cloudwatch:GetMetricData',
    query: `${catalogue.bedrockInputTokens.namespace} ${[
      catalogue.bedrockInputTokens,
      catalogue.bedrockOutputTokens,
      catalogue.bedrockCacheReadTokens,
      catalogue.bedrockCacheWriteTokens,
      catalogue.bedrockInvocations,
    ]
      .map(({ metricName }) => metricName)
      .join(', ')} Sum by ModelId, times the list prices of the price table`,
  },
} as const satisfies Record<MetricFactId, { readonly call: string; readonly query: string }>;

/** Days that ListMetrics remembers a metric, whatever window is assessed. */
const LISTED_DAYS = 14;

/** What time a listing of metrics is about. */
export const listedWindow = ({ end }: ObservationWindow): ObservationWindow => ({
  start: new Date(Date.parse(end) - LISTED_DAYS * DAY_MS).toISOString(),
  end,
});

/** Stages that sent `Requests` in the last two weeks, as ListMetrics remembers. */
export function readStages(listing: Listing): Reading<'stages'> {
  if (listing.status === 'unknown') return listing;
  const { metricName } = catalogue.requests;
  const stages = listing.metrics.flatMap(({ metricName: name, dimensions: { Stage: stage } }) =>
    name === metricName && stage !== undefined ? [stage] : [],
  );
  return { status: 'known', value: { stages: [...new Set(stages)].toSorted() } };
}

/** Calls per base model that AWS counted, whatever profile or ARN they were made with; or why they are not known. */
export function countModels(
  { queries, statistics }: MetricPlan,
  results: readonly MetricResult[],
): ReadonlyMap<string, number> | UnknownReading {
  const planned = statistics.find(({ signal }) => signal === 'bedrockInvocations')?.queries ?? [];
  if ('status' in planned) return planned;
  const calls = new Map<string, number>();
  for (const position of planned) {
    const result = results[position];
    if (result?.status === 'unknown') return result;
    const id = queries[position]?.dimensions.ModelId ?? '';
    const model = parseModelId(id)?.baseModel ?? id;
    const sum = (result?.points ?? []).reduce((total, { value }) => total + value, 0);
    calls.set(model, (calls.get(model) ?? 0) + Math.round(sum));
  }
  return calls;
}

/** The same as a fact, the model with the most calls first. */
export function readModelTraffic(
  plan: MetricPlan,
  results: readonly MetricResult[],
): Reading<'modelTraffic'> {
  const calls = countModels(plan, results);
  if ('status' in calls) return calls;
  const models = [...calls].flatMap(([model, count]) => (count > 0 ? [{ model, calls: count }] : []));
  const ordered = models.toSorted(
    (left, right) => right.calls - left.calls || left.model.localeCompare(right.model, 'en'),
  );
  return { status: 'known', value: { models: ordered } };
}

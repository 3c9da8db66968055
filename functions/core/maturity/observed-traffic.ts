import { catalogue } from '../signals/catalogue.ts';
import { metricOf } from '../signals/rows.ts';
import type { FactValue } from './facts.ts';
import { countModels } from './metric-facts.ts';
import type { Listing, MetricPlan, MetricQuery, MetricResult } from './metric-plan.ts';
import type { UnknownReading } from './observation.ts';

/** What to ask about the calls that Waymark recorded, one query for each outcome and model. */
export interface CapturedPlan {
  readonly queries: readonly MetricQuery[];
  /** Why not all of them could be named. @default - they could */
  readonly unlisted?: UnknownReading | undefined;
}

/** What the fact is read from. */
export const OBSERVED_TRAFFIC_SOURCE = {
  call: 'cloudwatch:GetMetricData',
  query: `${catalogue.requests.namespace} ${catalogue.observedShare.of.map(({ signal }) => metricOf(signal).metricName).join(' + ')} Sum by Model, and ${catalogue.bedrockInvocations.namespace} ${catalogue.bedrockInvocations.metricName} Sum by ModelId`,
} as const;

/** Plans them for the models that a listing of `Requests` knows: every recorded call is counted in it. */
export function planCaptured(listing: Listing, stage: string): CapturedPlan {
  if (listing.status === 'unknown') return { queries: [], unlisted: listing };
  const byModel = listing.metrics.filter(
    ({ metricName, dimensions }) =>
      metricName === catalogue.requests.metricName &&
      dimensions.Stage === stage &&
      dimensions.Model !== undefined &&
      dimensions.Operation === undefined, // a version before this one counted by operation as well
  );
  return {
    queries: byModel.flatMap(({ dimensions }) =>
      catalogue.observedShare.of.map(({ signal }): MetricQuery => {
        const { namespace, metricName } = metricOf(signal);
        return { namespace, metricName, dimensions, statistic: 'Sum' };
      }),
    ),
  };
}

/** Both counts of each model, whatever profile or ARN its calls were made with. */
export function readObservedTraffic(
  { plan, results }: { readonly plan: MetricPlan; readonly results: readonly MetricResult[] },
  captured: { readonly plan: CapturedPlan; readonly results: readonly MetricResult[] },
): { readonly status: 'known'; readonly value: FactValue<'observedTraffic'> } | UnknownReading {
  if (captured.plan.unlisted) return captured.plan.unlisted;
  const counted = countModels(plan, results);
  if ('status' in counted) return counted;
  const recorded = new Map<string, number>();
  for (const [position, { dimensions }] of captured.plan.queries.entries()) {
    const result = captured.results[position];
    if (result?.status === 'unknown') return result;
    const sum = (result?.points ?? []).reduce((total, { value }) => total + value, 0);
    const model = dimensions.Model ?? '';
    recorded.set(model, (recorded.get(model) ?? 0) + Math.round(sum));
  }
  const models = [...new Set([...recorded.keys(), ...counted.keys()])].toSorted();
  return {
    status: 'known',
    value: {
      models: models.map((model) => ({
        model,
        captured: recorded.get(model) ?? 0,
        ...(counted.has(model) && { counted: counted.get(model) }),
      })),
    },
  };
}

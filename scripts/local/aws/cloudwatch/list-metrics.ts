import * as z from 'zod';
import { ServiceError } from '../wire.ts';
import type { MetricIdentity, MetricStore } from './metric-store.ts';

const PAGE_SIZE = 500;
const TWO_WEEKS_MS = 14 * 24 * 60 * 60_000;
const THREE_HOURS_MS = 3 * 60 * 60_000;

export const ListMetricsRequest = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string().optional() })).default([]),
  RecentlyActive: z.literal('PT3H').optional(),
  NextToken: z.string().optional(),
});
export type ListMetricsRequest = z.infer<typeof ListMetricsRequest>;

/** ListMetrics: metrics with data in the last two weeks. */
export function listMetrics(store: MetricStore, request: ListMetricsRequest, nowMs: number) {
  const sinceMs = nowMs - (request.RecentlyActive ? THREE_HOURS_MS : TWO_WEEKS_MS);
  const found = store.list(sinceMs).filter((metric) => isListed(metric, request));
  const start = Number(request.NextToken ?? '0');
  if (!Number.isInteger(start) || start < 0 || start > found.length)
    throw new ServiceError(
      'InvalidParameterValueException',
      'The parameter NextToken is not a token of ListMetrics.',
    );
  const end = start + PAGE_SIZE;
  return {
    Metrics: found.slice(start, end).map(toListed),
    ...(end < found.length ? { NextToken: String(end) } : {}),
  };
}

/** A metric may have more dimensions than were asked for. */
function isListed(
  { namespace, metricName, dimensions }: MetricIdentity,
  request: ListMetricsRequest,
): boolean {
  return (
    (request.Namespace === undefined || request.Namespace === namespace) &&
    (request.MetricName === undefined || request.MetricName === metricName) &&
    request.Dimensions.every(({ Name, Value }) =>
      dimensions.some(({ name, value }) => name === Name && (Value === undefined || Value === value)),
    )
  );
}

const toListed = ({ namespace, metricName, dimensions }: MetricIdentity) => ({
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
});

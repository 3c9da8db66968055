import { awsMetrics } from '../signals/aws-metrics.ts';
import type { MetricColumns, MetricUnit } from '../signals/definition.ts';
import { ownMetrics } from '../signals/own-metrics.ts';
import type { GraphLine } from './metric-lines.ts';

const UNITS: ReadonlyMap<string, MetricUnit> = new Map(
  [...Object.values<MetricColumns>(ownMetrics), ...Object.values<MetricColumns>(awsMetrics)].map(
    ({ namespace, metricName, unit }) => [`${namespace} ${metricName}`, unit],
  ),
);

/** `100 * m1 / m2`: how a share is written in metric math. */
const SHARE = /(^|[^\w.])100(\.0*)?\s*\*/;
/** `SEARCH('{Waymark,Stage} MetricName="Latency"', 'p99', 300)`: all that it finds is one metric. */
const SEARCHED = /\{([^,}]+)[^}]*\}[^']*MetricName="([^"]+)"/;
/** Names and searches, in which a slash divides nothing. */
const QUOTED = /'[^']*'|"[^"]*"/g;

/**
 * Unit of a line as the catalogue has it: GetMetricData answers with numbers alone, and a body names a unit beside an
 * axis only, which numbers have none of. `undefined` where it cannot be told.
 */
export function unitOfLine(source: GraphLine['source']): MetricUnit | undefined {
  if (source.kind === 'metric') return UNITS.get(`${source.namespace} ${source.metricName}`);
  if (SHARE.test(source.expression)) return 'Percent';
  if (source.expression.replaceAll(QUOTED, '').includes('/')) return undefined;
  const [, namespace, metricName] = SEARCHED.exec(source.expression) ?? [];
  return UNITS.get(`${namespace} ${metricName}`);
}

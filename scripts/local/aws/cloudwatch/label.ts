import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import type { Series } from './math/series.ts';

const PLACEHOLDER = /\$\{([A-Z_]+)(?:\(['"]([^'"]+)['"]\))?\}/g;

const FIGURES: Readonly<Record<string, (values: readonly number[]) => number | undefined>> = {
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  AVG: (values) => sum(values) / values.length,
  SUM: (values) => sum(values),
  FIRST: (values) => values[0],
  LAST: (values) => values.at(-1),
  DATAPOINT_COUNT: (values) => values.length,
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Label of a result. One that an expression finds among several has its own label, after that of the expression,
 * unless the expression's label says by placeholders (user guide, "Use dynamic labels") where it goes.
 */
export function labelOf(series: Series, label: string | undefined, otherwise: string): string {
  const own = series.origin?.label;
  if (label === undefined) return own ?? otherwise;
  if (label.includes('${'))
    return label.replace(PLACEHOLDER, (all, name, key) => fillIn(series, name, key) ?? all);
  return own === undefined ? label : `${label} ${own}`.trim();
}

function fillIn({ points, origin }: Series, name: string, key: string | undefined): string | undefined {
  if (name === 'LABEL') return origin?.label;
  if (name === 'PROP') return origin && propertyOf(origin, key ?? '');
  const value = points.size > 0 ? FIGURES[name]?.([...points.values()]) : undefined;
  // that AWS rounds so is unverified
  return value === undefined ? (name in FIGURES ? '--' : undefined) : String(Math.round(value * 100) / 100);
}

function propertyOf(
  { metric, statistic, periodMs }: NonNullable<Series['origin']>,
  property: string,
): string | undefined {
  const dimension = property.startsWith('Dim.') ? property.slice('Dim.'.length) : undefined;
  if (dimension !== undefined) return metric.dimensions.find(({ name }) => name === dimension)?.value;
  const properties: Readonly<Record<string, string>> = {
    AccountId: LOCAL_ACCOUNT,
    MetricName: metric.metricName,
    Namespace: metric.namespace,
    Period: String(periodMs / 1_000),
    Region: LOCAL_REGION,
    Stat: statistic,
  };
  return properties[property];
}

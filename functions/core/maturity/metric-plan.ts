import type { catalogue } from '../signals/catalogue.ts';
import type {
  AwsMetric,
  OwnMetric,
  RatioSignal,
  SignalDefinition,
  Statistic,
} from '../signals/definition.ts';
import type { UnknownReading } from './observation.ts';

/** One CloudWatch metric: a time series. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One statistic of one metric. */
export interface MetricQuery extends MetricIdentity {
  readonly statistic: Statistic;
  /** @default - a day */
  readonly periodSeconds?: number;
}

/** What GetMetricData says to one query. */
export type MetricResult =
  | {
      readonly status: 'known';
      readonly points: readonly { readonly startMs: number; readonly value: number }[];
    }
  | UnknownReading;

/** Metrics that a namespace holds, or why that could not be read. */
export type Listing =
  | { readonly status: 'known'; readonly metrics: readonly MetricIdentity[] }
  | UnknownReading;

/** What is asked for one statistic of one catalogue row. */
export interface PlannedStatistic {
  readonly signal: string;
  readonly statistic: Statistic;
  readonly definition: MetricSignal;
  /** Positions in the plan's queries, or why there are none. */
  readonly queries: readonly number[] | UnknownReading;
}

/** All queries of an assessment, each once, and which statistics they answer. */
export interface MetricPlan {
  readonly queries: readonly MetricQuery[];
  readonly statistics: readonly PlannedStatistic[];
}

/** A row whose value CloudWatch holds. */
export type MetricSignal = OwnMetric | AwsMetric;

/** The catalogue, or a part of it in tests. */
export type SignalTable = Readonly<Record<string, SignalDefinition>> | typeof catalogue;

/** Rows of a kind, with their keys. */
export function rowsOfKind<Kind extends SignalDefinition['kind']>(
  table: SignalTable,
  kind: Kind,
): readonly (readonly [id: string, row: Extract<SignalDefinition, { readonly kind: Kind }>])[] {
  const rows: readonly (readonly [string, SignalDefinition])[] = Object.entries(table);
  return rows.flatMap(([id, row]) => (isOfKind(row, kind) ? [[id, row] as const] : []));
}

function isOfKind<Kind extends SignalDefinition['kind']>(
  row: SignalDefinition,
  kind: Kind,
): row is Extract<SignalDefinition, { readonly kind: Kind }> {
  return row.kind === kind;
}

/** Namespaces whose metrics have to be listed: AWS names their dimensions' values, we never do. */
export function namespacesToList(table: SignalTable): readonly string[] {
  const aws = rowsOfKind(table, 'metric').filter(([, row]) => row.source === 'aws-metric' && !row.series);
  return [...new Set(aws.map(([, { namespace }]) => namespace))].toSorted();
}

/** What to ask GetMetricData: the headline of every metric row, and what ratios take of other statistics. */
export function planMetrics({
  table,
  listings,
  stage,
}: {
  readonly table: SignalTable;
  readonly listings: ReadonlyMap<string, Listing>;
  readonly stage: string;
}): MetricPlan {
  const queries = new Map<string, { readonly position: number; readonly query: MetricQuery }>();
  const positionOf = (query: MetricQuery): number => {
    const key = describeQuery(query);
    const known = queries.get(key) ?? { position: queries.size, query };
    queries.set(key, known);
    return known.position;
  };
  const statistics = wantedStatistics(table).map(({ signal, statistic, definition }) => {
    const series = seriesOf(definition, listings, stage);
    return {
      signal,
      statistic,
      definition,
      queries: 'status' in series ? series : series.map((one) => positionOf({ ...one, statistic })),
    };
  });
  return { queries: [...queries.values()].map(({ query }) => query), statistics };
}

function wantedStatistics(table: SignalTable) {
  const rows = new Map(rowsOfKind(table, 'metric'));
  const headlines = [...rows].map(([signal, { statistics }]) => ({ signal, statistic: statistics[0] }));
  const terms = rowsOfKind(table, 'ratio').flatMap(([, ratio]) => termsOf(ratio));
  const wanted = [...headlines, ...terms].flatMap(({ signal, statistic }) => {
    const definition = rows.get(signal);
    return definition ? [{ signal, definition, statistic: statistic ?? definition.statistics[0] }] : [];
  });
  return [...new Map(wanted.map((one) => [`${one.signal} ${one.statistic}`, one])).values()];
}

const termsOf = ({ of, over }: RatioSignal) =>
  [...of, ...over].map(({ signal, statistic }) => ({ signal, statistic }));

/** Own metrics are read by their stage alone; of AWS metrics every series with exactly the row's dimensions. */
function seriesOf(
  definition: MetricSignal,
  listings: ReadonlyMap<string, Listing>,
  stage: string,
): readonly MetricIdentity[] | UnknownReading {
  const { namespace, metricName } = definition;
  if (definition.source === 'own-metric') return [{ namespace, metricName, dimensions: { Stage: stage } }];
  if (definition.series) return [{ namespace, metricName, dimensions: definition.series }];
  const listing = listings.get(namespace) ?? notListed(namespace);
  if (listing.status === 'unknown') return listing;
  const wanted = [...definition.dimensions].toSorted().join();
  return listing.metrics.filter(
    (metric) =>
      metric.metricName === metricName && Object.keys(metric.dimensions).toSorted().join() === wanted,
  );
}

function notListed(namespace: string): UnknownReading {
  return { status: 'unknown', reason: 'not_collected', detail: `${namespace} was not listed.` };
}

/** A query in words, the same for the same query. */
export function describeQuery(query: MetricQuery): string {
  const { namespace, metricName, dimensions, statistic, periodSeconds = 86_400 } = query;
  return `${namespace} ${metricName} ${describeDimensions(dimensions)} ${statistic} per ${periodSeconds} s`;
}

/** Dimensions in words: `{ModelId=amazon.nova-lite-v1:0}`. */
export function describeDimensions(dimensions: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return `{${pairs.toSorted().join(', ')}}`;
}

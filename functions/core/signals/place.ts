import type { AwsMetric, OwnMetric, Statistic } from './definition.ts';

/** What the series of a deployment are told apart by. */
export interface SignalPlace {
  /**
   * Stage of Waymark.
   * @default - none: what Waymark itself emits has no series
   */
  readonly stage?: string;
  /**
   * Names of REST APIs.
   * @default - none: such signals have no series
   */
  readonly apiNames?: readonly string[];
  /**
   * Names of functions, by what people call them.
   * @default - none: such signals have no series
   */
  readonly functionNames?: Readonly<Record<string, string>>;
}

/** One time series, or a search for those whose dimensions only AWS knows. */
export type Series =
  | {
      readonly kind: 'metric';
      readonly namespace: string;
      readonly metricName: string;
      readonly dimensions: readonly (readonly [name: string, value: string])[];
      /** What sets it apart from the row's other series. */
      readonly name?: string;
    }
  | {
      readonly kind: 'search';
      readonly expression: (statistic: Statistic, periodSeconds: number) => string;
      /** Dimensions that set what is found apart. */
      readonly apart: readonly string[];
    };

/** Series of a row: of the whole stage for Waymark's metrics, of the deployment's own resources for AWS's. */
export function seriesOf(row: OwnMetric | AwsMetric, place: SignalPlace): readonly Series[] {
  const { namespace, metricName } = row;
  const plain = { kind: 'metric', namespace, metricName } as const;
  if (row.source === 'own-metric')
    return place.stage === undefined ? [] : [{ ...plain, dimensions: [['Stage', place.stage]] }];
  if (row.series) return [{ ...plain, dimensions: Object.entries(row.series) }];
  const [name, ...others] = row.dimensions;
  if (name === undefined) return [{ ...plain, dimensions: [] }];
  const known = others.length === 0 ? KNOWN_VALUES[name]?.(place) : undefined;
  if (known === undefined) return [toSearch(row, row.dimensions)];
  return known.map(([label, value]) => ({ ...plain, dimensions: [[name, value]], name: label }));
}

/** Series of a row of Waymark's by model. */
export function seriesByModel(row: OwnMetric, stage: string): Series {
  return {
    ...toSearch(row, ['Stage', 'Model'], ` Stage="${stage}"`),
    apart: ['Model'],
  };
}

/** Dimensions whose values a deployment knows. A `ModelId` it does not: nobody says which string a profile gets. */
const KNOWN_VALUES: Readonly<Record<string, (place: SignalPlace) => readonly (readonly [string, string])[]>> =
  {
    ApiName: ({ apiNames = [] }) => apiNames.map((name) => [name, name]),
    FunctionName: ({ functionNames = {} }) => Object.entries(functionNames),
  };

/** A search takes the metrics with exactly these dimensions (CloudWatch User Guide, "Search expression syntax"). */
function toSearch(
  { namespace, metricName }: OwnMetric | AwsMetric,
  dimensions: readonly string[],
  more = '',
): Extract<Series, { readonly kind: 'search' }> {
  const schema = [namespace, ...dimensions].join(',');
  return {
    kind: 'search',
    apart: dimensions,
    expression: (statistic, periodSeconds) =>
      `SEARCH('{${schema}} MetricName="${metricName}"${more}', '${statistic}', ${periodSeconds})`,
  };
}

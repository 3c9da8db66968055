import { catalogue } from '#core/signals/catalogue.ts';
import type {
  AwsMetric,
  ExternalSignal,
  LogQuerySignal,
  OwnMetric,
  RatioSignal,
  RatioTerm,
  SignalDefinition,
} from '#core/signals/definition.ts';
import { NAMESPACE } from '#core/signals/namespace.ts';
import { replaceBetween, toTable } from './markdown.ts';

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

const LEVEL: Column<SignalDefinition> = { title: 'Level', cell: ({ level }) => String(level) };
const SIGNAL: Column<SignalDefinition> = { title: 'Signal', cell: ({ title }) => title };
const MEANING: Column<SignalDefinition> = { title: 'Meaning', cell: ({ description }) => description };

const METRIC_COLUMNS: readonly Column<OwnMetric | AwsMetric>[] = [
  { title: 'Metric', cell: ({ metricName }) => `\`${metricName}\`` },
  { title: 'Unit', cell: ({ unit }) => unit },
  { title: 'Read as', cell: ({ statistics }) => statistics.join(', ') },
  LEVEL,
  MEANING,
];
const RATIO_COLUMNS: readonly Column<RatioSignal>[] = [
  SIGNAL,
  { title: 'Computed as', cell: ({ of, over }) => `${toSum(of)} / ${toSum(over)}` },
  LEVEL,
  MEANING,
];
const QUERY_COLUMNS: readonly Column<LogQuerySignal>[] = [
  SIGNAL,
  { title: 'Logs Insights query', cell: ({ query }) => `\`${query}\`` },
  LEVEL,
  MEANING,
];
const EXTERNAL_COLUMNS: readonly Column<ExternalSignal>[] = [
  SIGNAL,
  { title: 'Would be read from', cell: ({ reads }) => reads },
  LEVEL,
  { title: 'Why it is unknown', cell: ({ notCollected }) => notCollected },
];

/** docs/records.md with the tables between its markers made anew from the catalogue. */
export function withSignals(document: string): string {
  return replaceBetween(document, 'signals', renderSignals(Object.values(catalogue)));
}

/** Rows as Markdown: a table for each kind of source, so that no column says the same in every row. */
export function renderSignals(rows: readonly SignalDefinition[]): string {
  const own = rows.filter((row): row is OwnMetric => row.source === 'own-metric' && row.kind === 'metric');
  const aws = rows.filter((row): row is AwsMetric => row.source === 'aws-metric' && row.kind === 'metric');
  return [
    ...renderMetrics(
      own,
      ({ dimensionSets }) => `Namespace \`${NAMESPACE}\`, dimensions ${toSets(dimensionSets)}:`,
    ),
    ...(own.length > 0 ? [countSeries(own)] : []),
    ...renderMetrics(
      aws,
      ({ namespace, dimensions }) => `Read from \`${namespace}\`, ${toDimensions(dimensions)}:`,
    ),
    ...renderKind(
      rows.filter((row) => row.kind === 'ratio'),
      RATIO_COLUMNS,
      'Computed from metrics:',
    ),
    ...renderKind(
      rows.filter((row) => row.kind === 'log-query'),
      QUERY_COLUMNS,
      'Read from logs:',
    ),
    ...renderKind(
      rows.filter((row) => row.kind === 'external'),
      EXTERNAL_COLUMNS,
      'Not read in this version:',
    ),
  ].join('\n\n');
}

function renderMetrics<Row extends OwnMetric | AwsMetric>(
  rows: readonly Row[],
  toHeading: (row: Row) => string,
): readonly string[] {
  return [...new Set(rows.map(toHeading))].flatMap((heading) =>
    renderKind(
      rows.filter((row) => toHeading(row) === heading),
      METRIC_COLUMNS,
      heading,
    ),
  );
}

function renderKind<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  heading: string,
): readonly string[] {
  if (rows.length === 0) return [];
  const table = toTable({
    titles: columns.map(({ title }) => title),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  });
  return [`${heading}\n\n${table}`];
}

/** How many metrics CloudWatch bills for: what makes them more is models. */
function countSeries(rows: readonly OwnMetric[]): string {
  const sets = rows.flatMap(({ dimensionSets }) => dimensionSets);
  const perStage = sets.filter((names) => names.every((name) => name === 'Stage')).length;
  return `At most ${perStage} time series per stage and ${sets.length - perStage} more for each model in use.`;
}

/** `Stage` or `Stage, Model`: each set is a time series of its own. */
const toSets = (sets: readonly (readonly string[])[]): string =>
  sets.map((names) => `\`${names.join(', ')}\``).join(' and ');

const toDimensions = (names: readonly string[]): string =>
  names.length === 0 ? 'without dimensions' : `by \`${names.join(', ')}\``;

const toSum = (terms: readonly RatioTerm[]): string =>
  terms
    .map(toTerm)
    .join(' + ')
    .replace(/^(.* \+ .*)$/, '($1)');

function toTerm({ signal, statistic }: RatioTerm): string {
  return statistic === undefined ? signal : `${statistic} of ${signal}`;
}

import { catalogue, NAMESPACE } from '#core/signals/catalogue.ts';
import type { SignalDefinition } from '#core/signals/definition.ts';
import { replaceBetween, toTable } from './markdown.ts';

interface Column {
  readonly title: string;
  readonly cell: (row: SignalDefinition) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'Metric', cell: ({ metricName }) => `\`${metricName}\`` },
  { title: 'Unit', cell: ({ unit }) => unit },
  { title: 'Read as', cell: ({ statistics }) => statistics.join(', ') },
  { title: 'Level', cell: ({ level }) => String(level) },
  { title: 'Meaning', cell: ({ description }) => description },
];

/** The README with the table between its markers made anew from the catalogue. */
export function withSignals(readme: string): string {
  return replaceBetween(readme, 'signals', renderSignals(Object.values(catalogue)));
}

/** Rows as Markdown: one table per dimension sets, so that no column says the same in every row. */
export function renderSignals(rows: readonly SignalDefinition[]): string {
  const tables = [...new Set(rows.map(dimensionsOf))].map((dimensions) =>
    renderGroup(
      dimensions,
      rows.filter((row) => dimensionsOf(row) === dimensions),
    ),
  );
  return [...tables, countSeries(rows)].join('\n\n');
}

/** How many metrics CloudWatch bills for: what makes them more is operations and models. */
function countSeries(rows: readonly SignalDefinition[]): string {
  const sets = rows.flatMap(({ dimensionSets }) => dimensionSets);
  const perStage = sets.filter((names) => names.every((name) => name === 'Stage')).length;
  return `At most ${perStage} time series per stage and ${sets.length - perStage} more for each pair of operation and model in use.`;
}

function renderGroup(dimensions: string, rows: readonly SignalDefinition[]): string {
  const table = toTable({
    titles: COLUMNS.map(({ title }) => title),
    rows: rows.map((row) => COLUMNS.map(({ cell }) => cell(row))),
  });
  return `Namespace \`${NAMESPACE}\`, dimensions ${dimensions}:\n\n${table}`;
}

/** `Stage` or `Stage, Operation, Model`: each set is a time series of its own. */
function dimensionsOf({ dimensionSets }: SignalDefinition): string {
  return dimensionSets.map((names) => `\`${names.join(', ')}\``).join(' and ');
}

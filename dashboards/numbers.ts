import type { SignalId } from '#core/signals/catalogue.ts';
import { measureOf, toFormula } from '#core/signals/formula.ts';
import { rowOf } from '#core/signals/rows.ts';
import { formulaLines } from './lines.ts';
import { type DrawingOptions, PERIOD_SECONDS } from './options.ts';
import type { NumberContent } from './widget.ts';

/** Headlines of rows as numbers, each over the whole time range of the dashboard. */
export function numbers(title: string, signals: readonly SignalId[], options: DrawingOptions): NumberContent {
  const metrics = signals.flatMap((signal, index) => {
    const prefix = String.fromCharCode('a'.charCodeAt(0) + index);
    const formula = toFormula(measureOf(signal), { place: options, periodSeconds: PERIOD_SECONDS, prefix });
    return formulaLines(formula, { label: toLabel(signal) });
  });
  return {
    type: 'metric',
    properties: {
      title,
      view: 'singleValue',
      region: options.region,
      period: PERIOD_SECONDS,
      setPeriodToTimeRange: true,
      metrics,
    },
  };
}

/** The title, with what the number is where the title leaves it open. */
function toLabel(signal: SignalId): string {
  const row = rowOf(signal);
  if (row.unit === 'Percent') return `${row.title} (%)`;
  const statistic = row.kind === 'metric' ? row.statistics[0] : undefined;
  return statistic === undefined || statistic === 'Sum' ? row.title : `${row.title} (${statistic})`;
}

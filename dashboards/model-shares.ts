import type { SignalId } from '#core/signals/catalogue.ts';
import { modelShareExpression, toCountedModels } from '#core/signals/model-share.ts';
import { rowOf } from '#core/signals/rows.ts';
import { toAxis } from './graph.ts';
import { type DashboardOptions, PERIOD_SECONDS } from './options.ts';
import type { GraphContent } from './widget.ts';

/** A quotient of the catalogue with a line for each model of the settings; nothing where none is known. */
export function modelShareGraph(
  id: SignalId,
  { models = [], stage, region }: DashboardOptions,
): readonly GraphContent[] {
  const row = rowOf(id);
  if (row.kind !== 'ratio' || models.length === 0) return [];
  const context = { stage, periodSeconds: PERIOD_SECONDS };
  const lines = toCountedModels(models).map((model) => [
    { expression: modelShareExpression(row, model, context), label: model.baseModel },
  ]);
  return [
    {
      type: 'metric',
      properties: {
        ...{ title: `${row.title} by model`, view: 'timeSeries', stacked: false, region },
        ...{ period: PERIOD_SECONDS, metrics: lines, yAxis: { left: toAxis(row.unit) } },
      },
    },
  ];
}

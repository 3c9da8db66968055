import type { Statistic } from '#core/signals/definition.ts';
import type { Formula } from '#core/signals/formula.ts';
import type { Series } from '#core/signals/place.ts';
import type { LineOptions, MetricLine } from './widget.ts';

/** How a line is drawn. */
export interface LineStyle {
  readonly label: string;
  readonly yAxis?: 'right';
}

/** Lines of a formula: its metrics, hidden where an expression is drawn in their place. */
export function formulaLines({ metrics, expression }: Formula, style: LineStyle): readonly MetricLine[] {
  const isHidden = expression !== undefined;
  const lines = metrics.map(({ namespace, metricName, dimensions, statistic: stat, id }) => {
    const options: LineOptions = isHidden ? { id, stat, visible: false } : { id, stat, ...style };
    return [namespace, metricName, ...dimensions.flat(), options];
  });
  return expression === undefined ? lines : [...lines, [{ expression, ...style }]];
}

/** What to read of a series. */
export interface SeriesReading {
  readonly statistic: Statistic;
  readonly periodSeconds: number;
  readonly label: string;
}

/**
 * One line of a series. A search makes a line of each series that it finds, named by its dimensions as CloudWatch fills
 * them in (CloudWatch User Guide, "Use dynamic labels"), after what is special to the line.
 */
export function seriesLine(series: Series, { statistic, periodSeconds, label }: SeriesReading): MetricLine {
  if (series.kind === 'search')
    return [
      {
        expression: series.expression(statistic, periodSeconds),
        label: [label, ...series.apart.map((name) => `\${PROP('Dim.${name}')}`)].filter(Boolean).join(' '),
      },
    ];
  const { namespace, metricName, dimensions } = series;
  return [namespace, metricName, ...dimensions.flat(), { stat: statistic, label }];
}

import uPlot from 'uplot';
import type { GraphWidget } from '#core/console/dashboard-body.ts';
import type { DrawnLine } from '../../answers.ts';
import type { TimeRange } from '../ranges.ts';
import { alignLines, type Columns, stackColumns } from './align.ts';
import { toChartOptions } from './options.ts';
import { createTip } from './tip.ts';

/** What a chart draws. */
export interface ChartInput {
  readonly widget: GraphWidget;
  readonly lines: readonly DrawnLine[];
  readonly range: TimeRange;
  readonly periodSeconds: number;
  /** Told of a stretch of time that somebody marked. */
  readonly onZoom: (range: TimeRange) => void;
}

/** A chart on the page. */
export interface Chart {
  /** Shows newer data of the same lines without losing where the reader points. */
  readonly update: (input: ChartInput) => void;
  /** Draws again, in the colours of another theme. */
  readonly redraw: () => void;
  readonly destroy: () => void;
}

/** Draws lines or areas into an element and keeps them fitted to it. */
export function drawChart(host: HTMLElement, input: ChartInput): Chart {
  let current = input;
  let columns = toColumns(current);
  const tip = createTip(host, () => ({ ...current, columns }));
  const plot = new uPlot(
    { ...toChartOptions(() => current, tip.follow), ...sizeOf(host) },
    toDrawn(columns, current.widget),
    host,
  );
  const observer = new ResizeObserver(() => resize(plot, host));
  observer.observe(host);
  tip.attach(plot);
  return {
    update: (next) => {
      current = next;
      columns = toColumns(next);
      plot.setData(toDrawn(columns, next.widget), false);
      plot.setScale('x', { min: next.range.startMs, max: next.range.endMs });
    },
    redraw: () => plot.redraw(true, true),
    destroy: () => {
      observer.disconnect();
      plot.destroy();
      tip.remove();
    },
  };
}

/** Only where the size is another one: fitting a chart moves its cursor. */
function resize(plot: uPlot, host: HTMLElement): void {
  const { width, height } = sizeOf(host);
  if (width !== plot.width || height !== plot.height) plot.setSize({ width, height });
}

const toColumns = ({ lines, range, periodSeconds }: ChartInput): Columns =>
  alignLines(lines, { ...range, periodSeconds });

/** Areas are drawn from the tallest to the lowest, so that each leaves its own part to be seen. */
function toDrawn(columns: Columns, { view }: GraphWidget): Columns {
  if (view !== 'stacked') return columns;
  const [times, ...stacked] = stackColumns(columns);
  return [times, ...stacked.reverse()];
}

/** The size of a hidden element is none, which uPlot does not take. */
const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({
  width: Math.max(80, clientWidth),
  height: Math.max(60, clientHeight),
});

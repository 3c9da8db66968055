import type uPlot from 'uplot';
import type { GraphWidget } from '#core/console/dashboard-body.ts';
import type { DrawnLine } from '../../answers.ts';
import { formatOf, formatOfLine, toClock, toDay } from '../format.ts';
import { isolatedPoints } from './align.ts';
import type { ChartInput } from './chart.ts';
import { scaleRange } from './scale.ts';
import { lineVariable, variable } from './theme.ts';
import { drawThresholds } from './thresholds.ts';

const FONT = '11px system-ui, sans-serif';
const DAY_MS = 86_400_000;
/** Charts with the same key move their crosshair together. */
const SYNC_KEY = 'console';
const AREA_OPACITY = '55'; // hexadecimal, a third
/** Shortest marked stretch that is taken for a range, in pixels: less is a click. */
const MIN_ZOOM_PIXELS = 8;

/** How uPlot draws a graph; `input` is asked each time, because data changes while the chart stays. */
export function toChartOptions(
  input: () => ChartInput,
  onCursor: (plot: uPlot) => void,
): Omit<uPlot.Options, 'width' | 'height'> {
  const { widget, lines } = input();
  const axes = (['left', 'right'] as const).filter((axis) => lines.some((line) => line.axis === axis));
  return {
    ms: 1,
    padding: [10, axes.includes('right') ? 0 : 16, 0, axes.includes('left') ? 0 : 16],
    legend: { show: false },
    cursor: {
      sync: { key: SYNC_KEY },
      drag: { x: true, y: false, setScale: false },
      points: { size: 7 },
      y: false,
    },
    scales: {
      x: { time: true, range: () => [input().range.startMs, input().range.endMs] },
      ...Object.fromEntries(axes.map((axis) => [axis, { range: rangeOf(axis, input) }])),
    },
    axes: [timeAxis(input), ...axes.map((axis) => valueAxis(axis, input()))],
    series: [{}, ...toSeries(widget, lines)],
    bands: widget.view === 'stacked' ? toBands(lines) : [],
    hooks: {
      draw: [(plot) => drawThresholds(plot, input().widget)],
      setCursor: [onCursor],
      setSelect: [(plot) => takeSelection(plot, input)],
    },
  };
}

function rangeOf(axis: 'left' | 'right', input: () => ChartInput): uPlot.Range.Function {
  return (_plot, min, max) => {
    const { widget } = input();
    const thresholds = widget.thresholds.filter((threshold) => threshold.axis === axis);
    return scaleRange({ min, max }, widget[axis], thresholds);
  };
}

/** Colour of a line: the body's, or the palette's at its place. */
export const colorOf = ({ color }: DrawnLine, index: number): string =>
  color ?? variable(lineVariable(index));

function toSeries({ view }: GraphWidget, lines: readonly DrawnLine[]): readonly uPlot.Series[] {
  const series = lines.map((line, index): uPlot.Series => {
    const color = () => colorOf(line, index);
    return {
      label: line.label,
      scale: line.axis,
      stroke: color,
      width: 1.5,
      // the others fill down to their neighbour, see `toBands`
      ...(view === 'stacked' && index === 0 && { fill: () => `${color()}${AREA_OPACITY}` }),
      points: {
        show: true,
        size: 4,
        fill: color,
        filter: (plot, place) => isolatedPoints([...(plot.data[place] ?? [])]),
      },
    };
  });
  return view === 'stacked' ? series.reverse() : series;
}

/** Each area ends where the one below it begins; the tallest comes first. */
function toBands(lines: readonly DrawnLine[]): uPlot.Band[] {
  return lines.slice(1).map((_, place) => {
    const index = lines.length - 1 - place;
    const line = lines[index];
    const fill = () => (line ? `${colorOf(line, index)}${AREA_OPACITY}` : 'transparent');
    return { series: [place + 1, place + 2], fill };
  });
}

const lookOfAxis = {
  stroke: () => variable('quiet'),
  font: FONT,
  ticks: { show: false },
  grid: { stroke: () => variable('grid'), width: 1 },
} as const;

function timeAxis(input: () => ChartInput): uPlot.Axis {
  return {
    ...lookOfAxis,
    size: 22,
    gap: 6,
    space: 56,
    grid: { show: false },
    values: (_plot, splits) => splits.map((at) => nameMoment(at, input().range)),
  };
}

/** Clock time within a day; days where the range has several, at their beginning. */
function nameMoment(at: number, { startMs, endMs }: ChartInput['range']): string {
  if (endMs - startMs <= DAY_MS) return toClock(at);
  const time = toClock(at);
  return time === '00:00' || endMs - startMs > 4 * DAY_MS ? toDay(at) : time;
}

function valueAxis(axis: 'left' | 'right', { widget, lines }: ChartInput): uPlot.Axis {
  const first = lines.find((line) => line.axis === axis);
  const format = first ? formatOfLine(first, widget) : formatOf(undefined);
  return {
    ...lookOfAxis,
    scale: axis,
    side: axis === 'left' ? 3 : 1,
    size: (_plot, values) => Math.max(30, ...(values ?? []).map((text) => 12 + text.length * 6)),
    gap: 6,
    space: 28,
    grid: axis === 'left' ? lookOfAxis.grid : { show: false },
    values: (_plot, splits) => splits.map(format),
  };
}

function takeSelection(plot: uPlot, input: () => ChartInput): void {
  const { left, width } = plot.select;
  if (width < MIN_ZOOM_PIXELS) return;
  const [startMs, endMs] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')].map(Math.round);
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  if (startMs !== undefined && endMs !== undefined && plot.over.matches(':hover'))
    input().onZoom({ startMs, endMs });
}

import type { GraphWidget } from '#core/console/dashboard-body.ts';
import type { DrawnLine } from '../../answers.ts';
import { drawing, element } from '../dom.ts';
import { formatOfLine, formatPeriod } from '../format.ts';
import { newestOf } from '../graph/align.ts';
import { createCard, emptyState, NO_DATA } from './card.ts';
import { showWorst } from './graph-view.ts';
import type { WidgetView } from './widget-view.ts';

/** Numbers, each with the way it came. */
export function createNumberView(widget: GraphWidget): WidgetView {
  const card = createCard(widget.title, 'number');
  return {
    root: card.root,
    show: (data) => {
      card.foot.replaceChildren();
      if (data.status === 'unknown')
        return card.body.replaceChildren(emptyState('could not be read', data.detail));
      if (data.kind !== 'graph' || data.lines.every(({ points }) => points.length === 0))
        return card.body.replaceChildren(emptyState(NO_DATA));
      const { lines } = data;
      const list = element(
        'ul',
        { class: 'numbers' },
        ...lines.map((line) => toNumber(line, widget, lines.length)),
      );
      card.body.replaceChildren(list);
      if (!widget.isWholeRange)
        card.foot.replaceChildren(
          element('span', { class: 'quiet period' }, `per ${formatPeriod(data.periodSeconds)}`),
        );
    },
    showAlarms: (alarms) => showWorst(card, widget, alarms),
    redraw: () => undefined,
    destroy: () => undefined,
  };
}

function toNumber(line: DrawnLine, widget: GraphWidget, count: number): HTMLElement {
  const value = newestOf(line); // of the whole range there is one
  const label =
    count > 1 || line.label !== widget.title ? element('span', { class: 'quiet' }, line.label) : undefined;
  const spark = widget.hasSparkline && !widget.isWholeRange ? sparkline(line) : undefined;
  const figure =
    value === undefined ? noFigure() : element('b', { class: 'number' }, formatOfLine(line, widget)(value));
  return element('li', {}, figure, label, spark);
}

/** A metric without data keeps its place: one that is gone would look like one that is not watched. */
const noFigure = (): HTMLElement =>
  element('b', { class: 'number missing', role: 'img', title: NO_DATA, 'aria-label': NO_DATA }, '–');

const WIDTH = 100;
const HEIGHT = 24;

/** The line of a number, without axes: only whether it rises or falls. */
function sparkline({ points }: DrawnLine): SVGElement | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return undefined;
  const values = points.map(([, value]) => value);
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  const path = points.map(([at, value]) => {
    const x = ((at - first[0]) / (last[0] - first[0])) * WIDTH;
    const y = HEIGHT - 1 - ((value - low) / (high - low || 1)) * (HEIGHT - 2);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return drawing(
    'svg',
    { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    drawing('polyline', { points: path.join(' '), 'vector-effect': 'non-scaling-stroke' }),
  );
}

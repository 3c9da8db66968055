import type uPlot from 'uplot';
import { element } from '../dom.ts';
import { formatOfLine, toClock, toMoment } from '../format.ts';
import type { Columns } from './align.ts';
import type { ChartInput } from './chart.ts';
import { colorOf } from './options.ts';

/** The values at the place that a reader points at, with the pointer or with the arrow keys. */
export interface Tip {
  readonly attach: (plot: uPlot) => void;
  readonly follow: (plot: uPlot) => void;
  readonly remove: () => void;
}

const DAY_MS = 86_400_000;
/** Lines that are named at once: more do not fit beside a pointer. */
const MOST_LINES = 12;
const GAP = 12;

/** Creates the tip of a chart. `input` is asked each time, because data changes while the chart stays. */
export function createTip(host: HTMLElement, input: () => ChartInput & { readonly columns: Columns }): Tip {
  const tip = element('div', { class: 'tip', hidden: true, 'aria-live': 'polite' });
  host.append(tip);
  let isPointedAt = false;
  const follow = (plot: uPlot): void => {
    const { idx, left = -1, top = -1 } = plot.cursor;
    tip.hidden = !isPointedAt || idx == null || left < 0;
    if (tip.hidden || idx == null) return;
    tip.replaceChildren(...describe(input(), idx));
    place(tip, plot, { left, top });
  };
  const point = (plot: uPlot, isNow: boolean): void => {
    isPointedAt = isNow;
    follow(plot);
  };
  return {
    follow,
    attach: (plot) => {
      plot.over.addEventListener('mouseenter', () => point(plot, true));
      plot.over.addEventListener('mouseleave', () => point(plot, false));
      host.addEventListener('keydown', (event) => {
        const step = STEPS[event.key];
        if (!step) return;
        event.preventDefault();
        isPointedAt = true;
        moveTo(plot, step(plot.cursor.idx ?? -1, plot.data[0].length - 1));
      });
      host.addEventListener('blur', () => {
        isPointedAt = false;
        plot.setCursor({ left: -10, top: -10 });
      });
    },
    remove: () => tip.remove(),
  };
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at, last) => Math.max(0, at < 0 ? last : at - 1),
  ArrowRight: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** The first period may begin before the range does, and the last moment may lie at its edge. */
function moveTo(plot: uPlot, index: number): void {
  const at = plot.data[0][index];
  if (at === undefined) return;
  const left = Math.min(Math.max(0, plot.valToPos(at, 'x')), plot.over.clientWidth);
  plot.setCursor({ left, top: plot.over.clientHeight / 3 });
}

function describe(
  { lines, widget, periodSeconds, columns, range }: ChartInput & { readonly columns: Columns },
  index: number,
): readonly HTMLElement[] {
  const [times, ...values] = columns;
  const at = times[index] ?? 0;
  const name = range.endMs - range.startMs > DAY_MS ? toMoment : toClock;
  const rows = lines.flatMap((line, place) => {
    const value = values[place]?.[index];
    if (value == null) return [];
    const swatch = element('i', { class: 'swatch' });
    swatch.style.background = colorOf(line, place);
    const words = formatOfLine(line, widget)(value);
    return [element('li', {}, swatch, element('span', {}, line.label), element('b', {}, words))];
  });
  const head = element('p', {}, `${name(at)} – ${toClock(at + periodSeconds * 1_000)}`);
  if (rows.length === 0) return [head, element('p', { class: 'quiet' }, 'no data')];
  const more =
    rows.length > MOST_LINES
      ? element('p', { class: 'quiet' }, `${rows.length - MOST_LINES} more`)
      : undefined;
  return [head, element('ul', {}, ...rows.slice(0, MOST_LINES)), ...(more ? [more] : [])];
}

/** Beside the pointer, on the side where there is room. */
function place(
  tip: HTMLElement,
  plot: uPlot,
  { left, top }: { readonly left: number; readonly top: number },
): void {
  const { offsetLeft, offsetTop, clientWidth } = plot.over;
  const isRight = left > clientWidth / 2;
  const x = offsetLeft + left + (isRight ? -GAP - tip.offsetWidth : GAP);
  tip.style.transform = `translate(${Math.max(0, Math.round(x))}px, ${Math.round(offsetTop + Math.max(0, top - tip.offsetHeight / 2))}px)`;
}

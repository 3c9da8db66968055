import type { SignalResult } from '../../maturity/assessment.ts';
import { toCount } from '../../maturity/wording.ts';
import { toValue } from '../signal-words.ts';
import { html, type Markup } from './markup.ts';

/** Half pixels, so that a coordinate needs no decimal point: a page holds thousands of them. */
const WIDTH = 192;
const HEIGHT = 48;
/** Room for the width of the line and the last point. */
const MARGIN = 6;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The days of a signal as a line that is broken where a day has no value; `undefined` when no day has one. */
export function drawSparkline(signal: SignalResult): Markup | undefined {
  const runs = toRuns(signal.daily);
  const last = runs.at(-1)?.at(-1);
  if (!last) return undefined;
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"><title>${describeDays(signal)}</title>${runs.map(drawRun)}<circle cx="${last.x}" cy="${last.y}" r="5"/></svg>`;
}

function drawRun(run: readonly Point[]): Markup {
  const [first, ...others] = run;
  if (!first) return html``;
  if (others.length === 0) return html`<circle cx="${first.x}" cy="${first.y}" r="3"/>`;
  const steps = others.map(({ x, y }, index) => `${x - (run[index]?.x ?? 0)} ${y - (run[index]?.y ?? 0)}`);
  // steps are shorter than places, and a minus needs no space before it
  return html`<path d="M${first.x} ${first.y}l${steps.join(' ').replaceAll(' -', '-')}"/>`;
}

/** Neighbouring days with a value, as points of the drawing. */
function toRuns(daily: SignalResult['daily']): readonly (readonly Point[])[] {
  const toPoint = scale(daily);
  const runs: Point[][] = [];
  let isOpen = false;
  daily.forEach((value, day) => {
    if (value === null) {
      isOpen = false;
      return;
    }
    if (!isOpen) runs.push([]);
    runs.at(-1)?.push(toPoint(day, value));
    isOpen = true;
  });
  return runs;
}

function scale(daily: SignalResult['daily']): (day: number, value: number) => Point {
  const [lowest, highest] = rangeOf(daily);
  const span = highest - lowest;
  const days = Math.max(daily.length - 1, 1);
  const drawn = HEIGHT - 2 * MARGIN;
  return (day, value) => ({
    x: Math.round(MARGIN + (day / days) * (WIDTH - 2 * MARGIN)),
    y: Math.round(span === 0 ? HEIGHT / 2 : HEIGHT - MARGIN - ((value - lowest) / span) * drawn),
  });
}

function describeDays(signal: SignalResult): string {
  const [lowest, highest] = rangeOf(signal.daily);
  const values = signal.daily.filter((value) => value !== null);
  const empty = signal.daily.length - values.length;
  return [
    `${toCount(signal.daily.length, 'day')}: lowest ${toValue(signal, lowest)}, highest ${toValue(signal, highest)}`,
    `last ${toValue(signal, values.at(-1) ?? 0)}`,
    ...(empty > 0 ? [`${toCount(empty, 'day')} without data`] : []),
  ].join(', ');
}

function rangeOf(daily: SignalResult['daily']): readonly [number, number] {
  const values = daily.filter((value) => value !== null);
  return [Math.min(...values), Math.max(...values)];
}

import { addDays } from '../../outlook/days.ts';
import type { SeriesOutlook } from '../../outlook/outlook.ts';
import { html, type Markup } from '../html/markup.ts';
import { toFigure } from './words.ts';

const LEFT = 8;
const RIGHT = 392;
const TOP = 22;
const BOTTOM = 130;
const WIDTH = 400;
const HEIGHT = 156;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Known days as a line that is broken where a day is unknown, the forecast behind them and its interval as a band. */
export function drawForecast({ id, title, unit, history, forecast }: SeriesOutlook): Markup | undefined {
  if (forecast.status === 'undetermined') return undefined;
  const { values, startDay } = history;
  const { days } = forecast;
  const all = [...values, ...days.map((day) => day?.upper ?? null)].filter((value) => value !== null);
  const highest = Math.max(...all, 0);
  const last = Math.max(values.length + days.length - 1, 1);
  const toPoint = (day: number, value: number): Point => ({
    x: toPixel(LEFT + (day / last) * (RIGHT - LEFT)),
    y: toPixel(highest === 0 ? BOTTOM : BOTTOM - (value / highest) * (BOTTOM - TOP)),
  });
  const known = toRuns(values.map((value, day) => (value === null ? null : toPoint(day, value))));
  const at = (read: (day: { value: number; lower: number; upper: number }) => number) =>
    toRuns(days.map((day, ahead) => (day === null ? null : toPoint(values.length + ahead, read(day)))));
  const [lower, upper] = [at((day) => day.lower), at((day) => day.upper)];
  const endDay = addDays(startDay, last);
  return html`<svg class="trend ahead" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="ahead-${id}"><title id="ahead-${id}">${title}: known days and forecast, highest ${toFigure(highest)} ${unit}</title><path class="grid" d="M${LEFT} ${BOTTOM}H${RIGHT}M${LEFT} ${TOP}H${RIGHT}"/><text x="${LEFT}" y="${TOP - 6}">${toFigure(highest)} ${unit}</text>${upper.map((run, index) => drawBand(run, lower[index] ?? []))}${known.map((run) => drawRun('level', run))}${at((day) => day.value).map((run) => drawRun('solid', run))}<text x="${LEFT}" y="${HEIGHT - 6}">${startDay}</text><text class="end" x="${RIGHT}" y="${HEIGHT - 6}">${endDay}</text></svg>`;
}

const toPixel = (value: number): number => Number(value.toFixed(1));

function toRuns(points: readonly (Point | null)[]): readonly (readonly Point[])[] {
  const runs: Point[][] = [];
  let isOpen = false;
  for (const point of points) {
    if (point && !isOpen) runs.push([]);
    if (point) runs.at(-1)?.push(point);
    isOpen = point !== null;
  }
  return runs;
}

const toCoordinates = (points: readonly Point[]): string => points.map(({ x, y }) => `${x},${y}`).join(' ');

function drawRun(name: string, run: readonly Point[]): Markup {
  const [only] = run;
  if (run.length === 1 && only) return html`<circle cx="${only.x}" cy="${only.y}" r="2"/>`;
  return html`<polyline class="${name}" points="${toCoordinates(run)}"/>`;
}

function drawBand(upper: readonly Point[], lower: readonly Point[]): Markup {
  return html`<polygon class="band" points="${toCoordinates([...upper, ...lower.toReversed()])}"/>`;
}

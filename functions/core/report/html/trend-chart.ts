import type { AssessmentSummary } from '../../maturity/observation.ts';
import { TOP_LEVEL } from '../headline.ts';
import { toDay } from '../instants.ts';
import { html, type Markup } from './markup.ts';

const LEFT = 22;
const RIGHT = 392;
const TOP = 10;
const BOTTOM = 130;
const WIDTH = 400;
const HEIGHT = 156;

/** Level and solid level of two or more assessments, oldest first, as lines. */
export function drawTrend(summaries: readonly AssessmentSummary[]): Markup {
  const toX = (index: number) =>
    Number((LEFT + 6 + (index / (summaries.length - 1)) * (RIGHT - LEFT - 12)).toFixed(1));
  const points = (levelOf: (summary: AssessmentSummary) => number) =>
    summaries.map((summary, index) => ({ x: toX(index), y: toY(levelOf(summary)) }));
  const levels = points(({ level }) => level);
  return html`<svg class="trend" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="trend-title trend-description"><title id="trend-title">Level and solid level over time</title><desc id="trend-description">The table below has the same numbers.</desc>${Array.from({ length: TOP_LEVEL + 1 }, drawGridLine)}${drawLine(
    'solid',
    points(({ solidLevel }) => solidLevel),
  )}${drawLine('level', levels)}${levels.map(({ x, y }) => html`<circle cx="${x}" cy="${y}" r="3.5"/>`)}<text x="${LEFT}" y="${HEIGHT - 6}">${dayOf(summaries.at(0))}</text><text class="end" x="${RIGHT}" y="${HEIGHT - 6}">${dayOf(summaries.at(-1))}</text></svg>`;
}

function drawGridLine(_: unknown, level: number): Markup {
  const y = toY(level);
  return html`<path class="grid" d="M${LEFT} ${y}H${RIGHT}"/><text class="end" x="${LEFT - 8}" y="${y + 4}">${level}</text>`;
}

function drawLine(name: string, points: readonly { readonly x: number; readonly y: number }[]): Markup {
  return html`<polyline class="${name}" points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}"/>`;
}

const dayOf = (summary: AssessmentSummary | undefined): string => toDay(summary?.assessedAt ?? '');

const toY = (level: number): number => BOTTOM - (level / TOP_LEVEL) * (BOTTOM - TOP);

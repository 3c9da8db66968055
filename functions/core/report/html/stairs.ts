import type { Assessment, LevelResult } from '../../maturity/assessment.ts';
import { html, type Markup } from './markup.ts';

const STEP = 60;
const GAP = 5;
const RISE = 24;
const LOWEST = 34;
const FLOOR = 176;
const FLAG = 36;

/** The levels as stairs: filled where reached, a flag on the level, gaps where a step is missing. */
export function drawStairs({ levels, level, solidLevel }: Assessment): Markup {
  const width = levels.length * (STEP + GAP) - GAP + 2;
  const here = levels.filter((result) => result.level === level);
  const top = Math.min(...levels.map(topOf), ...here.map((result) => topOf(result) - FLAG)) - 2;
  return html`<svg class="stairs" viewBox="0 ${top} ${width} ${FLOOR + 2 - top}" role="img" aria-labelledby="stairs-title stairs-description"><title id="stairs-title">The levels as stairs</title><desc id="stairs-description">${levels.map(describeStep).join(', ')}.</desc>${levels.map((result) => drawStep(result, solidLevel))}${here.map(drawFlag)}</svg>`;
}

function describeStep({ level, isReached }: LevelResult): string {
  return `level ${level} ${isReached ? 'reached' : 'not reached'}`;
}

function drawStep(result: LevelResult, solidLevel: number): Markup {
  const [x, top] = [leftOf(result), topOf(result)];
  const kind = result.isReached ? (result.level <= solidLevel ? 'solid' : 'reached') : 'missing';
  return html`<g class="${kind}"><rect x="${x}" y="${top}" width="${STEP}" height="${FLOOR - top}" rx="3"/><text x="${x + STEP / 2}" y="${FLOOR - 12}">${result.level}</text></g>`;
}

function drawFlag(result: LevelResult): Markup {
  const [x, top] = [leftOf(result) + STEP / 2 - 8, topOf(result)];
  return html`<path class="flag" d="M${x} ${top}v-${FLAG}h22l-6 8 6 8h-20v20z"/>`;
}

const leftOf = ({ level }: LevelResult): number => 1 + (level - 1) * (STEP + GAP);
const topOf = ({ level }: LevelResult): number => FLOOR - LOWEST - (level - 1) * RISE;

import type { Assessment, LevelResult } from '../../maturity/assessment.ts';
import { toPercent } from '../../maturity/wording.ts';
import { describeCounts } from '../headline.ts';
import { html, type Markup, when } from './markup.ts';

const BLOCK = 16;
const GAP = 3;
const HEIGHT = 14;
/** How far the mark of one half stands out. */
const OVERHANG = 3;

/** A row for each level: a block per criterion, and a mark at the half that has to be exceeded. */
export function drawLevelBars({ levels, level }: Assessment): Markup {
  return html`<table class="levels">
<caption>What each level is made of. The upright mark is one half: a level is reached beyond it.</caption>
<thead><tr><th scope="col">Level</th><th scope="col">Evidence</th><th scope="col">Score</th><th scope="col">Verdict</th></tr></thead>
<tbody>${levels.map((result) => drawRow(result, result.level === level))}</tbody>
</table>
<p class="key"><span><svg class="blocks" viewBox="0 0 16 14" aria-hidden="true"><rect class="met" width="16" height="14" rx="2"/></svg> met</span> <span><svg class="blocks" viewBox="0 0 16 14" aria-hidden="true"><rect class="unmet" x=".75" y=".75" width="14.5" height="12.5" rx="2"/></svg> not met</span> <span><svg class="blocks" viewBox="0 0 16 14" aria-hidden="true">${drawUnknown(0)}</svg> unknown, never counted as met</span></p>`;
}

function drawRow(result: LevelResult, isLevel: boolean): Markup {
  const verdict = result.isReached ? '✓ reached' : 'not reached';
  return html`<tr${when(isLevel, () => html` class="here"`)}><th scope="row"><span class="number">${result.level}</span> ${result.name}</th><td>${drawBlocks(result)}<span class="counts">${describeCounts(result)}</span></td><td class="score">${toPercent(result.score)}</td><td class="${result.isReached ? 'good' : 'quiet'}">${verdict}${when(isLevel, () => html` <span class="mark">your level</span>`)}</td></tr>`;
}

function drawBlocks(result: LevelResult): Markup {
  const { met, unmet, total } = result;
  const width = Math.max(total * (BLOCK + GAP) - GAP, BLOCK);
  const draw = (_: unknown, index: number) => {
    const x = index * (BLOCK + GAP);
    if (index < met) return html`<rect class="met" x="${x}" width="${BLOCK}" height="${HEIGHT}" rx="2"/>`;
    return index < met + unmet ? drawUnmet(x) : drawUnknown(x);
  };
  return html`<svg class="blocks" viewBox="0 ${-OVERHANG} ${width} ${HEIGHT + 2 * OVERHANG}" role="img"><title>Level ${result.level}: ${describeCounts(result)}</title>${Array.from({ length: total }, draw)}<path class="half" d="M${width / 2} ${-OVERHANG}V${HEIGHT + OVERHANG}"/></svg>`;
}

const drawUnmet = (x: number): Markup =>
  html`<rect class="unmet" x="${x + 0.75}" y=".75" width="${BLOCK - 1.5}" height="${HEIGHT - 1.5}" rx="2"/>`;

function drawUnknown(x: number): Markup {
  const [right, bottom] = [x + BLOCK - 0.75, HEIGHT - 0.75];
  return html`<path class="unknown" d="M${x + 0.75} .75H${right}V${bottom}H${x + 0.75}Z"/><path class="strokes" d="M${x + 3} ${bottom - 2}L${x + 8} 2.5M${x + 8} ${bottom - 2}L${x + 13} 2.5"/>`;
}

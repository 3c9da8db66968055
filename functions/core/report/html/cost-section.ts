import type { Outlook } from '../../outlook/outlook.ts';
import { drawForecast } from '../outlook/chart.ts';
import { type Block, type Cell, cellWords, type TableBlock } from '../spending/block.ts';
import { costBlocks } from '../spending/blocks.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';

/** Width of a share's bar at 100 %, in its own units. */
const BAR = 100;

/** The cost page. */
export const costSection = (outlook: Outlook | undefined): Section => ({
  id: 'costs',
  title: 'Costs',
  render: (assessment) => html`${costBlocks(assessment, outlook).map(renderBlock)}`,
});

function renderBlock(block: Block): Markup | undefined {
  if (block.kind === 'table') return renderTable(block);
  if (block.kind === 'list')
    return html`<ul class="quiet">${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
  if (block.kind === 'forecast') return drawForecast(block.series);
  return PARAGRAPHS[block.kind](block.text);
}

const PARAGRAPHS = {
  heading: (text: string) => html`<h3>${text}</h3>`,
  lead: (text: string) => html`<p><b>${text}</b></p>`,
  text: (text: string) => html`<p>${text}</p>`,
  quiet: (text: string) => html`<p class="quiet">${text}</p>`,
} as const;

function renderTable({ columns, rows }: TableBlock): Markup {
  const look = (column: number): string => (columns[column]?.isNumber ? 'figure' : '');
  return html`<table class="money"><thead><tr>${columns.map(({ title }, column) => html`<th scope="col" class="${look(column)}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${renderCell(first)}</th>${cells.map((cell, index) => html`<td class="${cell === '' ? 'empty' : look(index + 1)}" data-title="${columns[index + 1]?.title ?? ''}"><span>${renderCell(cell)}</span></td>`)}</tr>`)}</tbody></table>`;
}

function renderCell(cell: Cell): Markup | string {
  if (typeof cell === 'string') return cell;
  if ('sum' in cell) return html`<b>${cell.sum}</b>`;
  const width = Math.round(Math.min(Math.max(cell.share, 0), 1) * BAR);
  return html`<svg class="share" viewBox="0 0 ${BAR} 10" preserveAspectRatio="none" aria-hidden="true"><rect class="whole" width="${BAR}" height="10"/><rect class="part" width="${width}" height="10"/></svg> ${cellWords(cell)}`;
}

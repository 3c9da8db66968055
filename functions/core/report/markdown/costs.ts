import type { Assessment } from '../../maturity/assessment.ts';
import type { Outlook } from '../../outlook/outlook.ts';
import { type Block, type Cell, cellWords, type TableBlock } from '../spending/block.ts';
import { costBlocks } from '../spending/blocks.ts';
import { escapeMarkdown, escapeWithin } from './escape.ts';

/** The cost page. */
export function renderCosts(assessment: Assessment, outlook: Outlook | undefined): string {
  return ['## Costs', ...costBlocks(assessment, outlook).flatMap(renderBlock)].join('\n\n');
}

function renderBlock(block: Block): readonly string[] {
  if (block.kind === 'table') return [renderTable(block)];
  if (block.kind === 'list') return [block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n')];
  if (block.kind === 'forecast') return []; // a drawing; its sentence stands above it
  const words = escapeMarkdown(block.text);
  if (block.kind === 'heading') return [`### ${words}`];
  return [block.kind === 'lead' ? `**${escapeWithin(block.text)}**` : words];
}

function renderTable({ columns, rows }: TableBlock): string {
  return [
    toRow(columns.map(({ title }) => title)),
    toRow(columns.map(({ isNumber }) => (isNumber ? '---:' : '---'))),
    ...rows.map((cells) => toRow(cells.map(toWords))),
  ].join('\n');
}

const toRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const toWords = (cell: Cell): string =>
  typeof cell !== 'string' && 'sum' in cell ? `**${escapeWithin(cell.sum)}**` : escapeWithin(cellWords(cell));

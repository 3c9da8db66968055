import { toPercent } from '../../maturity/wording.ts';
import type { SeriesOutlook } from '../../outlook/outlook.ts';

/** One cell of a table: words, a share, which is also drawn where there is a way to draw, or a sum of cells below it. */
export type Cell = string | { readonly share: number } | { readonly sum: string };

/** A cell in words. */
export function cellWords(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return 'share' in cell ? toPercent(cell.share) : cell.sum;
}

/** A table of the page; numbers stand below each other. */
export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly { readonly title: string; readonly isNumber?: boolean }[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A part of the cost page, the same for every form of the report. */
export type Block =
  | { readonly kind: 'heading' | 'lead' | 'text' | 'quiet'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'forecast'; readonly series: SeriesOutlook }
  | TableBlock;

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const lead = (text: string): Block => ({ kind: 'lead', text });
export const text = (words: string): Block => ({ kind: 'text', text: words });
export const quiet = (words: string): Block => ({ kind: 'quiet', text: words });

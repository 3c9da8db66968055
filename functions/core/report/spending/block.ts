import type { SeriesOutlook } from '../../outlook/outlook.ts';

/** One cell of a table; a share is also drawn where there is a way to draw. */
export type Cell = string | { readonly share: number };

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

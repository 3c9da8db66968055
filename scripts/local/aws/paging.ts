import { ServiceError } from './wire.ts';

/** One page of a list, and where the next one starts. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** Cuts a page out of a list. A token is a position: what is added or removed between two pages moves it. */
export function pageOf<Item>(
  items: readonly Item[],
  {
    size,
    token = '0',
    invalidToken = 'ValidationException',
  }: {
    readonly size: number;
    readonly token?: string | undefined;
    /**
     * Type of the error for a token that this list never gave.
     * @default 'ValidationException'
     */
    readonly invalidToken?: string;
  },
): Page<Item> {
  const start = /^\d+$/.test(token) ? Number(token) : Number.NaN;
  if (!(start <= items.length)) throw new ServiceError(invalidToken, 'The next token is invalid.');
  const end = start + size;
  return {
    items: items.slice(start, end),
    ...(end < items.length ? { nextToken: String(end) } : {}),
  };
}

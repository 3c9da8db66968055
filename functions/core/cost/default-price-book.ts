import { BEDROCK_PRICES } from './bedrock-prices.ts';
import { createPriceBook, type PriceBook } from './price-book.ts';
import type { PriceTable } from './price-table.ts';
import { SUPPLEMENT } from './supplement.ts';

/** The generated table, what it does not have, and an override on top of both. */
export function priceBookWith(override?: PriceTable): PriceBook {
  return createPriceBook(BEDROCK_PRICES, SUPPLEMENT, ...(override ? [override] : []));
}

/** Prices where nothing is overridden. */
export const defaultPriceBook: PriceBook = priceBookWith();

import type { InvocationRecord, Usage } from '../invocation/record.ts';
import type { PriceBook } from './price-book.ts';
import { priceCall } from './price-call.ts';
import type { PriceableCall } from './priceable-call.ts';

/** What a call's record tells, and the record does not keep, of what it costs. */
export interface BilledCall
  extends Pick<InvocationRecord, 'attempts' | 'outcome'>,
    Omit<PriceableCall, 'usage'> {
  readonly usage: Usage;
}

/** The members of a record that are about money. */
export type RecordCost = Pick<InvocationRecord, 'costUsd' | 'unpriced' | 'cacheSavedUsd'>;

/** Outcomes for which Bedrock answers with an error instead of tokens. */
const REFUSALS: ReadonlySet<InvocationRecord['outcome']> = new Set([
  'client_error',
  'throttled',
  'server_error',
]);

/** What a call's record says of its cost: an amount, why there is none, or nothing when nothing was billed. */
export function recordCost(call: BilledCall, book: PriceBook): RecordCost {
  if (!isBilled(call)) return {};
  const usage = call.usage.status === 'known' ? call.usage : undefined;
  const price = priceCall({ ...call, usage }, book);
  if (price.status === 'unpriced') return { unpriced: price.reason };
  const isCached = usage !== undefined && usage.cacheReadInputTokens + usage.cacheWriteInputTokens > 0;
  return { costUsd: price.usd, ...(isCached ? { cacheSavedUsd: price.cacheSavedUsd } : {}) };
}

/**
 * Refused before a call was made, or by Bedrock before an answer began (that such calls are free is unverified). A
 * call cut short is billed: the model may have worked, whether or not somebody was still there.
 */
function isBilled({ attempts, outcome, usage }: BilledCall): boolean {
  if (attempts === 0) return false;
  return !(REFUSALS.has(outcome) && usage.status === 'unknown' && usage.reason === 'no_response');
}

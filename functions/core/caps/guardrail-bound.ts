import type { Picodollars } from '../cost/money.ts';
import type { PriceBook } from '../cost/price-book.ts';
import { GUARDRAIL_UNITS } from '../cost/priceable-call.ts';
import type { RequestSize } from './request-size.ts';

/** Characters of a text unit (Amazon Bedrock pricing page). */
const UNIT_CHARACTERS = 1_000;
/** Characters that an output token may have: twice what English text has on average. Our own judgement. */
const TOKEN_CHARACTERS = 8;

/**
 * Most that a guardrail may cost for a request and its answer: every policy that has a price, over all text and every
 * image. Which policies a guardrail has is not asked: a reservation is settled with the units that were used.
 */
export function guardrailBound(
  { inputBytes, images }: Pick<RequestSize, 'inputBytes' | 'images'>,
  maxTokens: number,
  { guardrail }: Pick<PriceBook, 'guardrail'>,
): Picodollars {
  const textUnits = unitsOf(inputBytes) + unitsOf(maxTokens * TOKEN_CHARACTERS);
  let bound = 0n;
  for (const unit of GUARDRAIL_UNITS)
    bound += (guardrail[unit] ?? 0n) * BigInt(unit === 'contentPolicyImage' ? images : textUnits);
  return bound;
}

const unitsOf = (characters: number): number => Math.ceil(characters / UNIT_CHARACTERS);

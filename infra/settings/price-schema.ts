import * as z from 'zod';
import type { PriceTable } from '#core/cost/price-table.ts';
import { closedObject, keyed, wholeNumber } from './fields.ts';

const MOST_USD = 1_000_000;
const MOST_TOKENS = 100_000_000;
const SIX_DECIMALS = 1e6;

/** That a price can be counted exactly is checked where it is: the book of prices refuses what it cannot. */
const priceAllowed = 'a price in USD: a number from 0 to 1,000,000 with at most six decimals';
const price = z
  .number({ error: priceAllowed })
  .min(0, { error: priceAllowed })
  .max(MOST_USD, { error: priceAllowed })
  .refine((usd) => Number((usd * SIX_DECIMALS).toFixed(3)) % 1 === 0, { error: priceAllowed });

const rates = {
  input: price,
  output: price.optional(),
  cacheRead: price.optional(),
  cacheWrite: price.optional(),
  cacheWrite1h: price.optional(),
};
const LongPrompt = z
  .array(closedObject({ over: wholeNumber(0, MOST_TOKENS), ...rates }), {
    error: 'a list of prices with over',
  })
  .refine((tiers) => tiers.every(({ over }, index) => over > (tiers[index - 1]?.over ?? -1)), {
    error: 'prices with over ascending',
  });
const Places = keyed({
  key: z.string().regex(/^(any|global|regional|us-gov|[a-z]{2,4}|[a-z]{2}(-[a-z]+)+-\d)$/),
  value: closedObject({ ...rates, longPrompt: LongPrompt.optional() }),
  allowedKeys: "keys are 'any', 'global', 'regional', a profile's geography (us, eu, …) or a Region",
});
const Model = closedObject({
  standard: Places.optional(),
  priority: Places.optional(),
  flex: Places.optional(),
  optimized: Places.optional(),
  batch: Places.optional(),
});

const factorAllowed = 'a number above 0, up to 10';
const Factors = keyed({
  key: z.string().regex(/^[a-z0-9-]+(\.[A-Za-z0-9.:-]+)?$/),
  value: z
    .number({ error: factorAllowed })
    .positive({ error: factorAllowed })
    .max(10, { error: factorAllowed }),
  allowedKeys: 'keys are providers (amazon) or base model ids',
}).optional();

const sourceAllowed = 'text that says where the prices are from';
const modelAllowed = 'a model id or the id of a system inference profile';

/** A file of prices: what it says replaces the built-in price, what it leaves out stays. */
export const PriceFile = closedObject({
  source: z.string({ error: sourceAllowed }).min(1, { error: sourceAllowed }),
  version: z.string({ error: 'text' }).optional(),
  date: z.iso.date({ error: 'a day, e.g. 2026-11-21' }),
  models: keyed({
    key: z.string().regex(/^[a-z0-9-]+\.[A-Za-z0-9.:-]+$/),
    value: Model,
    allowedKeys: 'keys are base model ids without a geography, e.g. anthropic.claude-sonnet-5',
  }).optional(),
  factors: closedObject({
    priority: Factors,
    flex: Factors,
    optimized: Factors,
    batch: Factors,
  }).optional(),
  guardrail: closedObject({
    topicPolicy: price.optional(),
    contentPolicy: price.optional(),
    contentPolicyImage: price.optional(),
    wordPolicy: price.optional(),
    sensitiveInformationPolicy: price.optional(),
    sensitiveInformationPolicyFree: price.optional(),
    contextualGroundingPolicy: price.optional(),
    automatedReasoningPolicy: price.optional(),
  }).optional(),
  aliases: keyed({
    key: z.string().min(1),
    value: z.string({ error: modelAllowed }).min(1, { error: modelAllowed }),
    allowedKeys: 'keys are ARNs',
  }).optional(),
}) satisfies z.ZodType<PriceTable>;

import * as z from 'zod/mini';

const priceAllowed = 'a price in USD: a number from 0 to 1,000,000 with at most six decimals';
const MOST = 1_000_000;
const DECIMALS = 1e6;

const price = z
  .number({ error: priceAllowed })
  .check(
    z.refine((value) => value >= 0 && value <= MOST && isExact(value), { error: priceAllowed, abort: true }),
  );

/** Products of doubles are off by less than this where the factor is a power of ten. */
function isExact(value: number): boolean {
  const scaled = value * DECIMALS;
  return Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled / DECIMALS);
}

const rates = {
  input: price,
  output: z.optional(price),
  cacheRead: z.optional(price),
  cacheWrite: z.optional(price),
  cacheWrite1h: z.optional(price),
};
const tokenAllowed = 'a whole number of tokens';
const LongPrompt = closed({
  over: z.int({ error: tokenAllowed }).check(z.nonnegative(tokenAllowed)),
  ...rates,
});
const Row = closed({
  ...rates,
  longPrompt: z.optional(
    z.array(LongPrompt, { error: 'a list of prices with over' }).check(
      z.refine((tiers) => tiers.every(({ over }, index) => over > (tiers[index - 1]?.over ?? -1)), {
        error: 'prices with over ascending',
      }),
    ),
  ),
});

const PLACE = /^(?:any|global|regional|us-gov|[a-z]{2,4}|[a-z]{2}(?:-[a-z]+)+-\d)$/;
const placeAllowed = "keys are 'any', 'global', 'regional', a profile's geography (us, eu, …) or a Region";
const Places = keyed(PLACE, Row, placeAllowed);

const MODEL = /^[a-z0-9-]+\.[A-Za-z0-9.:-]+$/;
const modelAllowed = 'keys are base model ids without a geography, e.g. anthropic.claude-sonnet-5';
const variantPlaces = z.optional(Places);
const Model = closed({
  standard: z.optional(Places),
  priority: variantPlaces,
  flex: variantPlaces,
  optimized: variantPlaces,
  batch: variantPlaces,
});

const factorAllowed = 'a number above 0, up to 10';
const factor = z
  .number({ error: factorAllowed })
  .check(z.refine((value) => value > 0 && value <= 10, { error: factorAllowed }));
const Factors = keyed(/^[a-z0-9-]+(?:\.[A-Za-z0-9.:-]+)?$/, factor, 'keys are providers or base model ids');
const factors = z.optional(Factors);

const textAllowed = 'text';
const modelIdAllowed = 'a model id or a system inference profile id';

/** A file of prices: what it says replaces the built-in price, what it leaves out stays. */
export const PriceOverride = closed({
  source: z.string({ error: textAllowed }).check(z.minLength(1, textAllowed)),
  version: z.optional(z.string({ error: textAllowed })),
  date: z.iso.date({ error: 'a day, e.g. 2026-11-21' }),
  models: z.optional(keyed(MODEL, Model, modelAllowed)),
  factors: z.optional(closed({ priority: factors, flex: factors, optimized: factors, batch: factors })),
  guardrail: z.optional(
    closed({
      topicPolicy: z.optional(price),
      contentPolicy: z.optional(price),
      contentPolicyImage: z.optional(price),
      wordPolicy: z.optional(price),
      sensitiveInformationPolicy: z.optional(price),
      sensitiveInformationPolicyFree: z.optional(price),
      contextualGroundingPolicy: z.optional(price),
      automatedReasoningPolicy: z.optional(price),
    }),
  ),
  aliases: z.optional(
    keyed(/^.+$/, z.string({ error: modelIdAllowed }).check(z.minLength(1, modelIdAllowed)), 'keys are ARNs'),
  ),
});
export type PriceOverride = z.infer<typeof PriceOverride>;

function closed<Shape extends z.core.$ZodShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `known names: ${known}` : `an object of ${known}`),
  });
}

function keyed<Value extends z.core.$ZodType>(key: RegExp, value: Value, allowed: string) {
  return z.record(z.string().check(z.regex(key)), value, {
    error: ({ code }) => (code === 'invalid_key' ? allowed : `an object: ${allowed}`),
  });
}

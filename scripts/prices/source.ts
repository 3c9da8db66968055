import { calcPrice, findProvider } from '@pydantic/genai-prices';
import * as z from 'zod';

/** A price that depends on the length of the prompt: each tier's holds for the whole request above `start` tokens. */
const Tiered = z.object({
  base: z.number(),
  tiers: z.array(z.object({ start: z.int(), price: z.number() })),
});
const Prices = z.record(z.string(), z.union([z.number(), Tiered]).optional());
export type SourcePrices = z.infer<typeof Prices>;

const Dated = z.object({
  constraint: z.object({ type: z.literal('start_date'), start_date: z.string() }).optional(),
  prices: Prices,
});
const Model = z.object({ id: z.string(), prices: z.union([z.array(Dated), Prices]) });

/** A row of the source on a given day. */
export interface SourceModel {
  readonly id: string;
  readonly prices: SourcePrices;
}

/** The rows of Bedrock in `@pydantic/genai-prices`, as they hold on a day. */
export function readSource(date: string): readonly SourceModel[] {
  return z
    .object({ models: z.array(Model) })
    .parse(findProvider({ providerId: 'aws' }))
    .models.map(({ id, prices }) => ({
      id,
      prices: Array.isArray(prices) ? pricesOn(date, prices, id) : prices,
    }));
}

function pricesOn(date: string, prices: readonly z.infer<typeof Dated>[], id: string): SourcePrices {
  const begun = prices.findLast(
    ({ constraint }) => constraint === undefined || constraint.start_date <= date,
  );
  if (!begun) throw new Error(`${id} has no price on ${date}.`);
  return begun.prices;
}

/** Whether the source has the row for calls of a model through a global profile too. */
export function isAlsoGlobal(id: string, baseModel: string): boolean {
  return calcPrice({ input_tokens: 1 }, `global.${baseModel}`, { providerId: 'aws' })?.model.id === id;
}

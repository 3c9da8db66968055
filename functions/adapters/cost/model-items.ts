import * as z from 'zod/mini';
import { formatUsd, parseDecimal } from '#core/rollup/decimal.ts';
import type { ReconciledModel } from '#core/rollup/reconcile-models.ts';

const amount = z.pipe(
  z.string(),
  z.transform((text) => parseDecimal(text) ?? 0n),
);
const Models = z.array(
  z.object({
    model: z.optional(z.string()),
    estimatedPicodollars: z.optional(amount),
    billedPicodollars: z.optional(amount),
    lineItems: z.number(),
  }),
);

/** Models of a day's bill: one attribute, because nothing is ever asked for by model. */
export const modelsText = z.pipe(
  z.object({ S: z.string() }),
  z.transform(({ S }): readonly ReconciledModel[] => Models.parse(JSON.parse(S))),
);

/** JSON has no whole numbers of this size: amounts are texts in USD. */
export const writeModels = (models: readonly ReconciledModel[]): string =>
  JSON.stringify(models, (_name, value: unknown) => (typeof value === 'bigint' ? formatUsd(value) : value));

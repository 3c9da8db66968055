import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { PriceTable } from '#core/cost/price-table.ts';
import { ConfigurationError } from '#core/errors.ts';

/** Synthesis has checked the file in full; checking it again would bring 6 KB of code along. */
const Prices = z.custom<PriceTable>(
  (value) => typeof value === 'object' && value !== null && 'source' in value,
);

/** Reads the prices that the stack's settings put beside the code, where they do. */
export function readPriceOverride(environment: {
  readonly PRICES_FILE?: string | undefined;
  readonly LAMBDA_TASK_ROOT?: string | undefined;
}): PriceTable | undefined {
  const { PRICES_FILE: name, LAMBDA_TASK_ROOT: folder = '.' } = environment;
  if (name === undefined) return undefined;
  try {
    return Prices.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  } catch (cause) {
    throw new ConfigurationError(
      `The file of prices ${name} (setting cost.prices) cannot be read; deploy the stack again.`,
      { cause },
    );
  }
}

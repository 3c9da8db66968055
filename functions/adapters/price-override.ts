import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PriceOverride } from '#core/cost/price-override.ts';
import { ConfigurationError } from '#core/errors.ts';

/** Reads the prices that the stack's settings put beside the code, where they do. */
export function readPriceOverride(environment: {
  readonly PRICES_FILE?: string | undefined;
  readonly LAMBDA_TASK_ROOT?: string | undefined;
}): PriceOverride | undefined {
  const { PRICES_FILE: name, LAMBDA_TASK_ROOT: folder = '.' } = environment;
  if (name === undefined) return undefined;
  try {
    return PriceOverride.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  } catch (cause) {
    throw new ConfigurationError(
      `The file of prices ${name} (setting cost.prices) cannot be read; deploy the stack again.`,
      { cause },
    );
  }
}

import { readPriceOverride } from '#adapters/price-override.ts';
import { createRecordSink } from '#adapters/record-log.ts';
import { priceBookWith } from '#core/cost/default-price-book.ts';
import type { PriceSource } from '#functions/ports.ts';
import type { GatewayEnvironment } from './event.ts';
import type { CallSink } from './settings.ts';

/** What a call is recorded with. */
export interface Recording {
  readonly sink: CallSink;
  readonly prices: PriceSource;
}

/** The stack's own. */
export function createRecording(environment: GatewayEnvironment): Recording {
  const book = priceBookWith(readPriceOverride(environment));
  return {
    sink: createRecordSink({ stage: environment.STAGE }),
    prices: { pricesFor: async () => book },
  };
}

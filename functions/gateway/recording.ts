import { systemClock } from '#adapters/clock.ts';
import { readPriceOverride } from '#adapters/price-override.ts';
import { createProfileReader } from '#adapters/prices/inference-profiles.ts';
import { createPriceSource } from '#adapters/prices/price-source.ts';
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
  return {
    sink: createRecordSink({ stage: environment.STAGE }),
    prices: createPriceSource({
      book: priceBookWith(readPriceOverride(environment)),
      profiles: createProfileReader({ region: environment.AWS_REGION }),
      clock: systemClock,
    }),
  };
}

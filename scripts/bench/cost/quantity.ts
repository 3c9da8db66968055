import type { StackFacts } from './facts.ts';
import type { MeasuredRun, Measurement } from './measurement.ts';
import type { Assumptions } from './mix.ts';
import type { PriceName } from './prices.ts';
import type { Volume } from './volume.ts';

/** So many units of something that has a price. */
export interface Quantity {
  readonly item: string;
  readonly price: PriceName;
  readonly units: number;
}

/** What a month's bill is worked out from. */
export interface BillInput {
  readonly facts: StackFacts;
  readonly measurement: Measurement;
  readonly assumptions: Assumptions;
  /** Calls a month. */
  readonly calls: number;
}

/** A measured run and how often it happens. */
export interface MonthlyRun extends MeasuredRun {
  readonly times: number;
}

/** What happens in a month. */
export interface Happening {
  readonly volume: Volume;
  readonly runs: readonly MonthlyRun[];
}

export const BYTES_PER_GB = 1e9;

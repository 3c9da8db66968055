import type { MeasuredKind, Measurement } from './measurement.ts';
import { KINDS, SHARES } from './mix.ts';

/** What CloudWatch Logs adds to every line it keeps, bytes (limit of PutLogEvents; whether it is charged: not verified). */
const LINE_OVERHEAD_BYTES = 26;

/** The average call of the mix. */
export function perCall(measurement: Measurement, of: (kind: MeasuredKind) => number): number {
  return KINDS.reduce((total, kind) => total + SHARES[kind] * of(kindOf(measurement, kind)), 0);
}

/** Bytes that CloudWatch Logs takes in for a call, its own addition included. */
export const ingestedBytes = ({ logBytes, logLines }: MeasuredKind): number =>
  logBytes + logLines * LINE_OVERHEAD_BYTES;

/** Throws when the kind was not measured: a kind that is left out would be one that costs nothing. */
export function kindOf({ kinds }: Measurement, kind: string): MeasuredKind {
  const measured = kinds[kind];
  if (!measured) throw new TypeError(`No call of the kind "${kind}" was measured.`);
  return measured;
}

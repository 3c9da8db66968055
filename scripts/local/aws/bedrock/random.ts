import { createHash } from 'node:crypto';

/** Draws numbers from [0, 1). */
export type Random = () => number;

/** Deterministic generator (mulberry32) seeded by any text. */
export function createRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A log-normal draw (Box-Muller); sigma is the spread of the logarithm, 0 always gives the median. */
export function drawLogNormal(
  random: Random,
  { median, sigma }: { readonly median: number; readonly sigma: number },
): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}

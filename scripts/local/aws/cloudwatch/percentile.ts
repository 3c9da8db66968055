/** Values with how often each occurred. */
export type Distribution = ReadonlyMap<number, number>;

/**
 * The smallest value that at least `percent` of all occurrences do not exceed (nearest rank).
 * Exact: CloudWatch itself estimates. `undefined` for an empty distribution.
 */
export function percentile(distribution: Distribution, percent: number): number | undefined {
  const sorted = [...distribution].sort(([left], [right]) => left - right);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max((total * percent) / 100, Number.MIN_VALUE);
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    // The product above may be a rounding error too large.
    if (seen >= rank - total * Number.EPSILON) return value;
  }
  return sorted.at(-1)?.[0];
}

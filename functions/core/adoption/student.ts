/** Standard normal quantiles of the two-sided shares that are used. */
const NORMAL = { 0.8: 1.281_551_565_5, 0.95: 1.959_963_984_5 } as const;

/**
 * Two-sided quantile of Student's t distribution by its expansion around the normal one (Abramowitz and Stegun,
 * 26.7.5): within 0.2 % from five degrees of freedom on.
 */
export function studentQuantile(share: keyof typeof NORMAL, degrees: number): number {
  const z = NORMAL[share];
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees ** 3)
  );
}

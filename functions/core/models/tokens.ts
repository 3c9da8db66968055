/** Tokens of many calls together, cached ones apart as Converse counts them. */
export interface TokenTotals {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** All tokens of it. */
export const totalOf = ({ input, output, cacheRead, cacheWrite }: TokenTotals): number =>
  input + output + cacheRead + cacheWrite;

/** The same mix of tokens, as many as `total`; whole tokens, so that a price is exact. */
export function scaleTo(total: number, mix: TokenTotals): TokenTotals {
  const factor = total / totalOf(mix);
  const [output, cacheRead, cacheWrite] = [mix.output, mix.cacheRead, mix.cacheWrite].map((part) =>
    Math.round(part * factor),
  );
  const rest = { output: output ?? 0, cacheRead: cacheRead ?? 0, cacheWrite: cacheWrite ?? 0 };
  const input = Math.max(0, total - rest.output - rest.cacheRead - rest.cacheWrite);
  return { input, ...rest };
}

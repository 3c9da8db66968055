/** Share of days that an interval is to hold: what AWS Cost Explorer's forecasts use as well. */
export const COVERAGE = 0.8;

/** Neighbouring horizons whose errors are looked at together, so that every day of the week is among them. */
const NEIGHBOURS = 3;

/** How an interval grows where no error was seen any more. */
export type Growth = 'root' | 'linear';

/**
 * Half widths of an interval by days ahead, from the absolute errors of a back-test: the conformal quantile
 * (Lei and others, 2018), which assumes no distribution. Errors of one origin belong together, so that the number of
 * origins, not of errors, decides how far out the quantile lies; it is the largest error where they are few. Widths
 * never shrink with the distance. `undefined` when even the next day has too few errors for any statement.
 */
export function halfWidths(
  errors: readonly (readonly number[])[],
  { pooled, growth }: { readonly pooled: boolean; readonly growth: Growth },
): readonly number[] | undefined {
  const widths: number[] = [];
  let last: { readonly width: number; readonly ahead: number } | undefined;
  for (let ahead = 0; ahead < errors.length; ahead += 1) {
    const own = halfWidth(errors, ahead, pooled ? NEIGHBOURS : 0);
    if (own !== undefined) last = { width: Math.max(own, last?.width ?? 0), ahead };
    if (!last) return undefined;
    const stretch = (ahead + 1) / (last.ahead + 1);
    widths.push(last.width * (growth === 'root' ? Math.sqrt(stretch) : stretch));
  }
  return widths;
}

function halfWidth(
  errors: readonly (readonly number[])[],
  ahead: number,
  neighbours: number,
): number | undefined {
  const near = errors.slice(Math.max(0, ahead - neighbours), ahead + neighbours + 1);
  const origins = Math.max(...near.map(({ length }) => length));
  const share = Math.ceil((origins + 1) * COVERAGE) / origins;
  if (origins === 0 || share > 1) return undefined; // fewer than four say nothing of four in five
  const sorted = near
    .flat()
    .map(Math.abs)
    .toSorted((left, right) => left - right);
  return sorted[Math.ceil(share * sorted.length) - 1];
}

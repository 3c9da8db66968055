/** Values by the start of their period, oldest first. */
export type Series = ReadonlyMap<number, number>;

/** What an expression works on: one number, one series, several series. */
export type Operand =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: Series }
  | { readonly kind: 'list'; readonly list: readonly Series[] };

/** Wraps a number. */
export const toScalar = (value: number): Operand => ({ kind: 'scalar', value });

/** Wraps one series. */
export const toSeries = (series: Series): Operand => ({ kind: 'series', series });

/** Applies a function to every period that both sides have; a result that is not finite is no data. */
export function combine(
  left: Operand,
  right: Operand,
  compute: (left: number, right: number) => number,
): Operand {
  if (left.kind === 'scalar' && right.kind === 'scalar') return toScalar(compute(left.value, right.value));
  if (left.kind === 'list') return { kind: 'list', list: left.list.map((one) => pair(one, right, compute)) };
  if (right.kind === 'list')
    return { kind: 'list', list: right.list.map((one) => pair(one, left, (b, a) => compute(a, b))) };
  if (left.kind === 'series') return toSeries(pair(left.series, right, compute));
  return toSeries(right.kind === 'series' ? pair(right.series, left, (b, a) => compute(a, b)) : new Map());
}

function pair(series: Series, other: Operand, compute: (own: number, other: number) => number): Series {
  const computed = [...series].flatMap(([startsMs, value]) => {
    const opposite = valueAt(other, startsMs);
    const result = opposite === undefined ? Number.NaN : compute(value, opposite);
    return Number.isFinite(result) ? [[startsMs, result] as const] : [];
  });
  return new Map(computed);
}

/** The value of a scalar or a series in one period. */
export function valueAt(operand: Operand, startsMs: number): number | undefined {
  if (operand.kind === 'scalar') return operand.value;
  return operand.kind === 'series' ? operand.series.get(startsMs) : undefined;
}

/** Reduces a list period by period (missing data is left out), or a series to one number. */
export function reduce(operand: Operand, compute: (values: readonly number[]) => number): Operand {
  if (operand.kind === 'scalar') return operand;
  if (operand.kind === 'series')
    return operand.series.size === 0 ? toSeries(new Map()) : toScalar(compute([...operand.series.values()]));
  const starts = new Set(operand.list.flatMap((series) => [...series.keys()]));
  const reduced = [...starts]
    .sort((left, right) => left - right)
    .map((startsMs) => {
      const values = operand.list.flatMap((series) => series.get(startsMs) ?? []);
      return [startsMs, compute(values)] as const;
    });
  return toSeries(new Map(reduced));
}

import type { MetricIdentity } from '../metric-store.ts';

/** Values by the start of their period, oldest first. */
export type Points = ReadonlyMap<number, number>;

/** The metric whose statistic a series is. */
export interface Origin {
  /** What tells the series from others in a legend. */
  readonly label: string;
  readonly metric: MetricIdentity;
  readonly statistic: string;
  readonly periodMs: number;
}

/** Points, and where they come from as long as that is one metric. */
export interface Series {
  readonly points: Points;
  readonly origin?: Origin | undefined;
}

/** What an expression works on: one number, one series, several series. */
export type Operand =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: Series }
  | { readonly kind: 'list'; readonly list: readonly Series[] };

/** Wraps a number. */
export const toScalar = (value: number): Operand => ({ kind: 'scalar', value });

/** Wraps points that are no metric's own. */
export const toSeries = (points: Points): Operand => ({ kind: 'series', series: { points } });

/** Applies a function to every period that both sides have; a result that is not finite is no data. */
export function combine(
  left: Operand,
  right: Operand,
  compute: (left: number, right: number) => number,
): Operand {
  if (left.kind === 'scalar' && right.kind === 'scalar') return toScalar(compute(left.value, right.value));
  if (left.kind === 'list' || (left.kind === 'series' && right.kind !== 'list'))
    return mapSeries(left, (points) => pair(points, right, compute));
  return mapSeries(right, (points) => pair(points, left, (own, other) => compute(other, own)));
}

function pair(points: Points, other: Operand, compute: (own: number, other: number) => number): Points {
  return mapPoints(points, (value, startsMs) => {
    const opposite = valueAt(other, startsMs);
    return opposite === undefined ? Number.NaN : compute(value, opposite);
  });
}

/** Changes every value; one that is not finite is no data. */
export function mapPoints(points: Points, change: (value: number, startsMs: number) => number): Points {
  const changed = [...points].map(([startsMs, value]) => [startsMs, change(value, startsMs)] as const);
  return new Map(changed.filter(([, value]) => Number.isFinite(value)));
}

/** Changes the points of each series of an operand. Series of a list stay what they are of. */
export function mapSeries(
  operand: Operand,
  change: (points: Points, origin: Origin | undefined) => Points,
): Operand {
  if (operand.kind === 'scalar') return operand;
  if (operand.kind === 'series') {
    const { points, origin } = operand.series;
    return toSeries(change(points, origin));
  }
  return {
    kind: 'list',
    list: operand.list.map(({ points, origin }) => ({ points: change(points, origin), origin })),
  };
}

/** The value of a scalar or a series in one period. */
export function valueAt(operand: Operand, startsMs: number): number | undefined {
  if (operand.kind === 'scalar') return operand.value;
  return operand.kind === 'series' ? operand.series.points.get(startsMs) : undefined;
}

/** Reduces a list period by period (missing data is left out), or a series to one number. */
export function reduce(operand: Operand, compute: (values: readonly number[]) => number): Operand {
  if (operand.kind === 'scalar') return operand;
  if (operand.kind === 'series') {
    const { points } = operand.series;
    return points.size === 0 ? toSeries(new Map()) : toScalar(compute([...points.values()]));
  }
  const starts = new Set(operand.list.flatMap(({ points }) => [...points.keys()]));
  const reduced = [...starts]
    .sort((left, right) => left - right)
    .map((startsMs) => {
      const values = operand.list.flatMap(({ points }) => points.get(startsMs) ?? []);
      return [startsMs, compute(values)] as const;
    });
  return toSeries(new Map(reduced));
}

/** The value below which `percent` of the values lie, by the nearest-rank method. Throws on an empty list. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError(`A percentile of ${values.length} values does not exist.`);
  return value;
}

/** The middle value. Throws on an empty list. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** One measured point. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Slope of the straight line that fits the points best (least squares); 0 when they share one x. */
export function slope(points: readonly Point[]): number {
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2));
  return spread === 0 ? 0 : sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

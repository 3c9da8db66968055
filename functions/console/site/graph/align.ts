import type { DrawnLine } from '../../answers.ts';

/** Columns as uPlot takes them: times first, then one column of values per line; `null` where there is none. */
export type Columns = [number[], ...(number | null)[][]];

/** Puts lines on one axis of times, one per period of the range, so that a gap in the data is a gap in the line. */
export function alignLines(
  lines: readonly DrawnLine[],
  {
    startMs,
    endMs,
    periodSeconds,
  }: { readonly startMs: number; readonly endMs: number; readonly periodSeconds: number },
): Columns {
  const periodMs = periodSeconds * 1_000;
  const times = new Set<number>();
  for (let at = Math.floor(startMs / periodMs) * periodMs; at < endMs; at += periodMs) times.add(at);
  for (const { points } of lines) for (const [at] of points) times.add(at);
  const ordered = [...times].sort((left, right) => left - right);
  const columns = lines.map(({ points }) => {
    const values = new Map(points);
    return ordered.map((at) => values.get(at) ?? null);
  });
  return [ordered, ...columns];
}

/**
 * Values on top of those of the lines before. A line without a value adds nothing; where no line has one there is a gap.
 */
export function stackColumns([times, ...columns]: Columns): Columns {
  const heights = times.map((_, index): number | null =>
    columns.some((column) => column[index] != null) ? 0 : null,
  );
  const stacked = columns.map((column) =>
    heights.map((height, index) => {
      if (height === null) return null;
      const next = height + (column[index] ?? 0);
      heights[index] = next;
      return next;
    }),
  );
  return [times, ...stacked];
}

/** Places whose value has none beside it: a line through them would not be seen. */
export function isolatedPoints(column: readonly (number | null | undefined)[]): number[] {
  return column.flatMap((value, index) =>
    value != null && column[index - 1] == null && column[index + 1] == null ? [index] : [],
  );
}

/** The newest moment that any of the lines has a value for. */
export const newestTimeOf = (lines: readonly DrawnLine[]): number | undefined =>
  lines.reduce<number | undefined>((newest, { points }) => {
    const at = points.at(-1)?.[0];
    return at === undefined || (newest !== undefined && newest > at) ? newest : at;
  }, undefined);

/** The value of a line at a moment. */
export const valueAt = ({ points }: DrawnLine, timeMs: number | undefined): number | undefined =>
  points.findLast(([at]) => at === timeMs)?.[1];

/** The newest value of a line. */
export const newestOf = ({ points }: DrawnLine): number | undefined => points.at(-1)?.[1];

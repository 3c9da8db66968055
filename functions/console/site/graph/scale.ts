import type { Axis, Threshold } from '#core/console/dashboard-body.ts';

/** How far above the data a threshold may lie and still be shown: beyond, the data would be a flat line. */
const MAX_STRETCH = 4;
const HEADROOM = 1.08;

/** From where to where an axis goes: the data, zero for counts, the thresholds in reach, and what the body says. */
export function scaleRange(
  { min, max }: { readonly min: number | null; readonly max: number | null },
  axis: Axis,
  thresholds: readonly Threshold[],
): [number, number] {
  const [low, high] = [min ?? 0, max ?? 0];
  const near = thresholds.map(({ value }) => value).filter((value) => isInReach(value, { low, high }));
  const from = axis.min ?? Math.min(0, low, ...near);
  const to = axis.max ?? Math.max(high, ...near) * HEADROOM;
  return to > from ? [from, to] : [from, from + 1];
}

/** Whether a threshold can be drawn without flattening the data. Without data it is all there is to see. */
function isInReach(value: number, { low, high }: { readonly low: number; readonly high: number }): boolean {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size === 0 || Math.abs(value) <= size * MAX_STRETCH;
}

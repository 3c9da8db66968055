import type { Window } from '../metric-store.ts';
import { type Operand, type Points, type Series, toSeries } from './series.ts';

/** The starts of all periods of a window. */
export function periodStarts({ startMs, endMs, periodMs }: Window): readonly number[] {
  return Array.from(
    { length: Math.max(0, Math.ceil((endMs - startMs) / periodMs)) },
    (_, at) => startMs + at * periodMs,
  );
}

/** The same value in every period. */
export function constant(value: number, window: Window): Points {
  return new Map(Number.isFinite(value) ? periodStarts(window).map((startsMs) => [startsMs, value]) : []);
}

/** Series of an operand; a number stands for the same value in every period. */
export function toList(operand: Operand, window: Window): readonly Series[] {
  if (operand.kind === 'list') return operand.list;
  if (operand.kind === 'series') return [operand.series];
  return [{ points: constant(operand.value, window) }];
}

/** `IF(condition, then, else)`; without an else, periods where the condition is not met have no data. */
export function choose(
  condition: (startsMs: number) => number | undefined,
  branches: readonly ((startsMs: number) => number | undefined)[],
  window: Window,
): Operand {
  const [then, otherwise] = branches;
  const chosen = periodStarts(window).flatMap((startsMs) => {
    const met = condition(startsMs);
    const branch = met === undefined ? undefined : met !== 0 ? then : otherwise;
    const value = branch?.(startsMs);
    return value === undefined ? [] : [[startsMs, value] as const];
  });
  return toSeries(new Map(chosen));
}

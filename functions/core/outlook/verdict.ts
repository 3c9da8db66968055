import { crossingOf } from '../forecast/crossing.ts';
import type { Predicted } from '../forecast/forecast.ts';
import { addDays } from './days.ts';
import type { Verdict } from './outlook.ts';

/** When a path that begins today reaches a limit. A day that was never predicted reaches nothing. */
export function toVerdict(path: readonly (Predicted | null)[], limit: number, today: string): Verdict {
  const { inDays, earliest, latest } = crossingOf(path, limit);
  const dayAt = (ahead: number): string => addDays(today, ahead - 1); // ahead by one is today
  if (inDays === undefined)
    return {
      status: 'not_reached',
      until: dayAt(path.length),
      ...(earliest !== undefined && { earliest: dayAt(earliest) }),
    };
  return {
    status: 'reached',
    inDays: inDays - 1,
    onDay: dayAt(inDays),
    earliest: dayAt(earliest ?? inDays),
    ...(latest !== undefined && { latest: dayAt(latest) }),
  };
}

import { type Crossing, crossingOf } from '../forecast/crossing.ts';
import type { Predicted } from '../forecast/forecast.ts';
import { addDays } from './days.ts';
import type { Verdict } from './outlook.ts';

/** When a path that begins today reaches a limit. A day that was never predicted reaches nothing. */
export function toVerdict(path: readonly (Predicted | null)[], limit: number, today: string): Verdict {
  const crossing = crossingOf(path, limit);
  if (!crossing) return { status: 'not_reached', until: addDays(today, path.length - 1) };
  return toReached(crossing, today);
}

/** Ahead by one is today. */
function toReached({ inDays, earliest, latest }: Crossing, today: string): Verdict {
  return {
    status: 'reached',
    inDays: inDays - 1,
    onDay: addDays(today, inDays - 1),
    earliest: addDays(today, earliest - 1),
    ...(latest !== undefined && { latest: addDays(today, latest - 1) }),
  };
}

import type { Random } from '../aws/bedrock/random.ts';
import type { Rhythm } from './team.ts';

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;
const WEEKEND: readonly number[] = [0, 6];

/** Calls by hour of the day (UTC), as weights. */
const DAY_SHAPES = {
  /** People at their desks, with a lunch break. */
  office: [0, 0, 0, 0, 0, 0, 1, 4, 8, 10, 11, 9, 5, 8, 10, 9, 6, 3, 1, 0, 0, 0, 0, 0],
  /** Customers, awake from breakfast to midnight. */
  customers: [2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 10, 10, 9, 9, 9, 10, 11, 12, 11, 8, 5, 3],
  /** A job of the small hours. */
  night: [0, 4, 8, 8, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
} as const satisfies Record<string, readonly number[]>;

/** How a day goes. */
export type DayShape = keyof typeof DAY_SHAPES;

/** The stretch of time that a history covers. */
export interface Period {
  /** Midnight UTC. */
  readonly startMs: number;
  readonly endMs: number;
}

/** Moments at which something is done in that rhythm, in order. */
export function momentsOf(rhythm: Rhythm, { startMs, endMs }: Period, random: Random): readonly number[] {
  const hours = Array.from({ length: Math.ceil((endMs - startMs) / HOUR_MS) }, (_, hour) => hour);
  return hours.flatMap((hour) => {
    const hourMs = startMs + hour * HOUR_MS;
    const count = Math.floor(callsIn(rhythm, hourMs) + random());
    const moments = Array.from({ length: count }, () => Math.floor(hourMs + random() * HOUR_MS));
    return moments.sort((left, right) => left - right).filter((momentMs) => momentMs < endMs);
  });
}

/** Calls to expect in an hour. */
function callsIn({ callsPerDay, shape, weekendShare }: Rhythm, hourMs: number): number {
  const weights: readonly number[] = DAY_SHAPES[shape];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const hour = new Date(hourMs);
  const weight = weights[hour.getUTCHours() % HOURS_A_DAY] ?? 0;
  return callsPerDay * (weight / total) * (WEEKEND.includes(hour.getUTCDay()) ? weekendShare : 1);
}

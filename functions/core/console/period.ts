/** A stretch of time, in milliseconds since the epoch. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** Periods that are chosen by themselves, in seconds. */
const PERIODS = [60, 300, 900, 3_600, 21_600, 86_400] as const;
const LONGEST = 86_400;
/** Points of one line: more than a graph has pixels say nothing. */
const MAX_POINTS = 720;
/** Points of a line whose widget names no period. */
const COMFORTABLE_POINTS = 360;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** CloudWatch keeps datapoints of a minute for 15 days, of five minutes for 63 and of an hour for 455 (API reference). */
const RETENTION = [
  { days: 63, periodSeconds: 3_600 },
  { days: 15, periodSeconds: 300 },
] as const;

/**
 * Period of a graph: the chosen one, else the widget's own, else one that suits the range. It is made longer where
 * CloudWatch no longer has datapoints that fine, or where there would be more of them than a graph can show.
 */
export function choosePeriod(
  range: TimeRange,
  {
    chosenSeconds,
    ownSeconds,
    nowMs,
  }: {
    readonly chosenSeconds?: number | undefined;
    readonly ownSeconds?: number | undefined;
    readonly nowMs: number;
  },
): number {
  const wanted = chosenSeconds ?? ownSeconds ?? shortestFor(range, COMFORTABLE_POINTS);
  const kept = RETENTION.find(({ days }) => nowMs - range.startMs > days * DAY_MS)?.periodSeconds ?? 60;
  return Math.max(wanted, kept, wanted * MAX_POINTS < lengthOf(range) ? shortestFor(range, MAX_POINTS) : 0);
}

/** A range read earlier than asked by up to this share of it is still that range. */
const EARLIER = 0.01;

/**
 * One period that covers the whole range, with the start to ask from. The start is a multiple of the period: whether
 * CloudWatch counts long periods from the start that it is given or from the epoch (unverified), there is one datapoint.
 */
export function wholeRange({ startMs, endMs }: TimeRange): TimeRange & { readonly periodSeconds: number } {
  const [start, end] = [Math.floor(startMs / MINUTE_MS), Math.ceil(endMs / MINUTE_MS)];
  const isNear = (minutes: number): boolean => start % minutes <= (end - start) * EARLIER;
  let minutes = Math.max(1, end - start);
  while (!isNear(minutes) || (start % minutes) + end - start > minutes) minutes += 1;
  return {
    startMs: (start - (start % minutes)) * MINUTE_MS,
    endMs,
    periodSeconds: minutes * 60,
  };
}

const lengthOf = ({ startMs, endMs }: TimeRange): number => (endMs - startMs) / 1_000;

function shortestFor(range: TimeRange, points: number): number {
  return PERIODS.find((period) => period * points >= lengthOf(range)) ?? LONGEST;
}

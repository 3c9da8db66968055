import type { Datapoint } from './decide.ts';
import { type AlarmDefinition, periodOf } from './definition.ts';

/** `2026-11-22T15:43:51.730+0000`, as CloudWatch writes times in texts. */
export const timestamp = (timeMs: number): string => new Date(timeMs).toISOString().replace('Z', '+0000');

/**
 * The machine-readable reason, version 1.0 as AWS documents it for alarm events: what was looked at, the newest
 * first, and with how many samples where the alarm is on one metric.
 */
export function reasonDataOf(
  alarm: AlarmDefinition,
  evaluated: {
    readonly atMs: number;
    /** The newest first; all missing when there is no data. */
    readonly datapoints: readonly Datapoint[];
    readonly sampleCount: (startsMs: number) => number | undefined;
  },
): string {
  const { atMs, datapoints, sampleCount } = evaluated;
  const real = datapoints.filter(({ value }) => value !== undefined);
  const oldest = real.at(-1);
  return JSON.stringify({
    version: '1.0',
    queryDate: timestamp(atMs),
    startDate: oldest && timestamp(oldest.startsMs),
    unit: alarm.Unit,
    statistic: alarm.Statistic ?? alarm.ExtendedStatistic,
    period: periodOf(alarm),
    recentDatapoints: real.map(({ value }) => value).reverse(),
    threshold: alarm.Threshold,
    evaluatedDatapoints: datapoints.map(({ startsMs, value }) => ({
      timestamp: timestamp(startsMs),
      sampleCount: value === undefined ? undefined : sampleCount(startsMs),
      value,
    })),
  });
}

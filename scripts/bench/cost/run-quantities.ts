import { parseRecurrence } from '#scripts/local/scheduler/recurrence.ts';
import { apiQuantities, paidUnits } from './actions.ts';
import { ingestedBytes, perCall } from './average-call.ts';
import type { ScheduleFacts } from './facts.ts';
import { type BillInput, BYTES_PER_GB, type MonthlyRun, type Quantity } from './quantity.ts';
import { DAYS_PER_MONTH } from './volume.ts';

const MONTHS_PER_YEAR = 12;

/** The scheduled runs of a month; a schedule that was not measured has none, and is reported. */
export function monthlyRuns({ facts, measurement }: BillInput): readonly MonthlyRun[] {
  return facts.schedules.flatMap((schedule) => {
    const run = measurement.runs.find(
      ({ role, input }) => role === schedule.role && input === schedule.input,
    );
    return run ? [{ ...run, times: timesAMonth(schedule) }] : [];
  });
}

/** By expression and time zone: a year of a cron takes longer than all the rest of a bill. */
const timesKnown = new Map<string, number>();

function timesAMonth({ expression, timeZone }: ScheduleFacts): number {
  const key = `${timeZone} ${expression}`;
  const times = timesKnown.get(key) ?? timesAYear(expression, timeZone) / MONTHS_PER_YEAR;
  timesKnown.set(key, times);
  return times;
}

/** Counted over a year, so that the lengths of months do not matter. */
function timesAYear(expression: string, timeZone: string): number {
  const [startMs, endMs] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
  const { next } = parseRecurrence({ expression, timeZone, startMs });
  let times = 0;
  for (let dueMs = next(startMs - 1); dueMs !== undefined && dueMs < endMs; dueMs = next(dueMs)) times += 1;
  return times;
}

/** What scheduled runs use besides their functions' time. */
export function runQuantities(
  { facts, measurement, calls }: BillInput,
  runs: readonly MonthlyRun[],
): readonly Quantity[] {
  const total = (of: (run: MonthlyRun) => number) => sum(runs.map((run) => run.times * of(run)));
  const gigabytesADay = (calls * perCall(measurement, ingestedBytes)) / BYTES_PER_GB / DAYS_PER_MONTH;
  const publishes = total(({ apiCalls }) => paidUnits(apiCalls).get('publish') ?? 0);
  return [
    { item: 'EventBridge Scheduler', price: 'scheduledRun', units: total(() => 1) },
    {
      item: 'GetMetricData of scheduled runs',
      price: 'metricRequested',
      units: total((run) => run.metricsRequested),
    },
    {
      item: 'Logs Insights queries of scheduled runs',
      price: 'logScanGb',
      units: gigabytesADay * total(({ logDaysScanned }) => logDaysScanned),
    },
    ...apiQuantities(
      'scheduled runs',
      runs.map(({ apiCalls, times }) => ({ apiCalls, times })),
    ),
    {
      item: 'S3 storage of reports after a year',
      price: 'bucketGb',
      units: (MONTHS_PER_YEAR * total(({ objectBytes }) => objectBytes)) / BYTES_PER_GB,
    },
    { item: 'mails', price: 'mail', units: publishes * facts.mailSubscriptions },
  ];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

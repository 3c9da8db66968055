import { createEvaluation, type MetricDataQuery, type QueryContext } from '../metric-queries.ts';
import { floorTo } from '../metric-store.ts';
import { findStatistic } from '../statistic.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { type AlarmRule, type Datapoint, decide } from './decide.ts';
import {
  type AlarmDefinition,
  datapointsToAlarm,
  periodOf,
  queriesOf,
  type StateValue,
} from './definition.ts';
import { reasonOf } from './reason.ts';
import { reasonDataOf } from './reason-data.ts';

/** A state that an evaluation comes to. */
export interface EvaluatedState {
  readonly value: StateValue;
  readonly reason: string;
  readonly reasonData: string;
}

/** What alarms are evaluated from. */
export type AlarmContext = Pick<QueryContext, 'store' | 'insightRule'>;

const MINUTE_MS = 60_000;

/**
 * Datapoints that are looked at besides the evaluation periods, in case some are missing. The user guide has five for
 * three periods and says that it depends; for other alarms the number is unverified.
 */
const EXTRA_DATAPOINTS = 2;

/**
 * Evaluates an alarm over the periods that end with the last whole minute, as the user guide has it: at the end of
 * minute 6, a period of five minutes is minutes 2 to 6. `undefined` when the alarm stays as it is.
 */
export function evaluateAlarm(
  alarm: AlarmDefinition,
  context: AlarmContext,
  atMs: number,
): EvaluatedState | undefined {
  const [comparison, queries, threshold] = [comparisonOf(alarm), queriesOf(alarm), alarm.Threshold];
  const compared = queries.find(({ ReturnData }) => ReturnData);
  if (!comparison || !compared || threshold === undefined) return undefined;
  const read = readerOf(alarm, context, atMs);
  const range = read.datapoints(queries, compared);
  const rule = toRule(alarm, comparison, threshold);
  const verdict = decide(range, rule);
  if (verdict.state === 'retained' || hasTooFewSamples(alarm, range, read.sampleCount)) return undefined;
  const real = range.filter(({ value }) => value !== undefined).slice(0, rule.evaluationPeriods);
  const datapoints = real.length > 0 ? real : range.slice(0, rule.evaluationPeriods);
  const namesDatapoints = alarm.DatapointsToAlarm !== undefined;
  return {
    value: verdict.state,
    reason: reasonOf({ state: verdict.state, verdict, rule, comparison, threshold, namesDatapoints }),
    reasonData: reasonDataOf(alarm, { atMs, datapoints, sampleCount: read.sampleCount }),
  };
}

const toRule = (alarm: AlarmDefinition, { isBreaching }: Comparison, threshold: number): AlarmRule => ({
  evaluationPeriods: alarm.EvaluationPeriods,
  datapointsToAlarm: datapointsToAlarm(alarm),
  missingData: alarm.TreatMissingData ?? 'missing',
  isBreaching: (value) => isBreaching(value, threshold),
});

/** Reads an alarm's evaluation range. */
function readerOf(alarm: AlarmDefinition, { store, insightRule }: AlarmContext, atMs: number) {
  const length = alarm.EvaluationPeriods + EXTRA_DATAPOINTS;
  const endMs = floorTo(atMs, MINUTE_MS);
  const windowOf = (periodSeconds: number) => {
    const periodMs = periodSeconds * 1_000;
    return { startMs: endMs - length * periodMs, endMs, periodMs };
  };
  const periodMs = periodOf(alarm) * 1_000;
  const datapoints = (
    queries: readonly MetricDataQuery[],
    compared: MetricDataQuery,
  ): readonly Datapoint[] => {
    const evaluate = createEvaluation(queries, { store, insightRule, now: () => atMs, windowOf });
    const [series] = evaluate(compared);
    return Array.from({ length }, (_, age) => {
      const startsMs = endMs - (age + 1) * periodMs;
      return { startsMs, value: series?.points.get(startsMs) };
    });
  };
  return { datapoints, sampleCount: sampleCounter(alarm, store, windowOf(periodMs / 1_000)) };
}

type SampleCounter = (startsMs: number) => number | undefined;

/** Samples of the one metric of an alarm; metric math has none to tell. */
function sampleCounter(
  { Namespace: namespace, MetricName: metricName, Dimensions }: AlarmDefinition,
  store: AlarmContext['store'],
  window: ReturnType<QueryContext['windowOf']>,
): SampleCounter {
  if (namespace === undefined || metricName === undefined) return () => undefined;
  const dimensions = Dimensions.map(({ Name: name, Value: value }) => ({ name, value }));
  let counts: ReadonlyMap<number, number> | undefined;
  return (startsMs) => {
    counts ??= store.query({ namespace, metricName, dimensions }, window, findStatistic('SampleCount'));
    return counts.get(startsMs);
  };
}

// user guide, "Percentile-based CloudWatch alarms and low data samples": 10 / (1 - percentile), below the median 10 / percentile
const SAMPLES_PER_TAIL = 10;
const PERCENT = 100;

/** Whether a percentile is of so few samples that the alarm is to stay as it is. */
function hasTooFewSamples(
  { EvaluateLowSampleCountPercentile, ExtendedStatistic = '' }: AlarmDefinition,
  range: readonly Datapoint[],
  sampleCount: SampleCounter,
): boolean {
  const [, percent] = /^p([\d.]+)$/.exec(ExtendedStatistic) ?? [];
  const newest = range.find(({ value }) => value !== undefined);
  if (EvaluateLowSampleCountPercentile !== 'ignore' || percent === undefined || !newest) return false;
  const tailPercent = Math.min(Number(percent), PERCENT - Number(percent));
  const needed = (SAMPLES_PER_TAIL * PERCENT) / tailPercent;
  return (sampleCount(newest.startsMs) ?? 0) < needed;
}

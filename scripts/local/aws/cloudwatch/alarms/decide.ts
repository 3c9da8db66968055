import type { AlarmDefinition, StateValue } from './definition.ts';

/** The metric in one period. */
export interface Datapoint {
  readonly startsMs: number;
  /** Missing data has none. */
  readonly value: number | undefined;
}

/** What an alarm is evaluated by. */
export interface AlarmRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: NonNullable<AlarmDefinition['TreatMissingData']>;
  readonly isBreaching: (value: number) => boolean;
}

/** Outcome of an evaluation. */
export interface Verdict {
  /** `retained`: whatever it was before. */
  readonly state: StateValue | 'retained';
  /** Real datapoints that were looked at, the newest first. */
  readonly breaching: readonly Datapoint[];
  readonly notBreaching: readonly Datapoint[];
  /** Missing datapoints that stand in for real ones. */
  readonly filled: number;
}

/**
 * Evaluates an alarm as the user guide has it in "Configuring how CloudWatch alarms treat missing data". The datapoints
 * are those of the evaluation range, the newest first. Enough real ones decide alone, even from farther back; else
 * all there are decide, with as few filled in as possible.
 */
export function decide(range: readonly Datapoint[], rule: AlarmRule): Verdict {
  const { evaluationPeriods, isBreaching } = rule;
  const real = range.filter(({ value }) => value !== undefined).slice(0, evaluationPeriods);
  const isBad = ({ value }: Datapoint): boolean => value !== undefined && isBreaching(value);
  const breaching = real.filter(isBad);
  const parts = {
    breaching,
    notBreaching: real.filter((datapoint) => !isBad(datapoint)),
    filled: evaluationPeriods - real.length,
  };
  return { ...parts, state: stateOf(rule, { ...parts, range }) };
}

function stateOf(
  { datapointsToAlarm, missingData }: AlarmRule,
  parts: Omit<Verdict, 'state'> & { readonly range: readonly Datapoint[] },
): Verdict['state'] {
  const { breaching, notBreaching, filled } = parts;
  if (breaching.length >= datapointsToAlarm) return 'ALARM';
  if (filled === 0 || missingData === 'notBreaching') return 'OK';
  if (missingData === 'breaching') return breaching.length + filled >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (notBreaching.length > 0) return 'OK';
  if (missingData === 'ignore') return 'retained';
  if (breaching.length === 0) return 'INSUFFICIENT_DATA';
  return isOldEnough(parts, datapointsToAlarm) ? 'ALARM' : 'OK';
}

/**
 * "Avoiding premature transitions to alarm state": too few breaching datapoints and nothing else make an alarm once
 * the oldest is as old as `datapointsToAlarm`. The guide says of which datapoints the oldest is taken in two ways; here
 * it is the evaluation range, so that an alarm does not end while it still sees what it began with.
 */
const isOldEnough = (
  { breaching, range }: { readonly breaching: readonly Datapoint[]; readonly range: readonly Datapoint[] },
  datapointsToAlarm: number,
): boolean =>
  range.findIndex(({ startsMs }) => startsMs === breaching.at(-1)?.startsMs) + 1 >= datapointsToAlarm;

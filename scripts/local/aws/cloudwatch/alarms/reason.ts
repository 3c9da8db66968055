import type { Comparison } from './comparison.ts';
import type { AlarmRule, Datapoint, Verdict } from './decide.ts';
import type { StateValue } from './definition.ts';

/** What a reason tells. */
export interface ReasonParts {
  readonly state: StateValue;
  readonly verdict: Verdict;
  readonly rule: AlarmRule;
  readonly comparison: Comparison;
  readonly threshold: number;
  /** Whether the alarm names its DatapointsToAlarm, which the reason then repeats. */
  readonly namesDatapoints: boolean;
}

/** A state's reason in the words of alarm mails that others have published; the rarer ones are unverified. */
export function reasonOf(parts: ReasonParts): string {
  const { state, rule } = parts;
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${counted(rule.evaluationPeriods, 'datapoint')} ${were(rule.evaluationPeriods)} unknown.`;
  const decisive = state === 'ALARM' ? parts.verdict.breaching : parts.verdict.notBreaching;
  return `Threshold Crossed: ${decisive.length > 0 ? tellValues(decisive, parts) : tellAbsence(parts)}.`;
}

function tellValues(decisive: readonly Datapoint[], parts: ReasonParts): string {
  const { state, rule, comparison, threshold, namesDatapoints } = parts;
  const values = decisive
    .map(({ startsMs, value = 0 }) => `${decimal(value)} (${dateOf(startsMs)})`)
    .join(', ');
  const { length } = decisive;
  const subject = namesDatapoints
    ? `${length} out of the last ${rule.evaluationPeriods} datapoints`
    : counted(length, 'datapoint');
  const relation = `${were(length)}${state === 'OK' ? ' not' : ''} ${comparison.words} the threshold (${decimal(threshold)})`;
  const transition = namesDatapoints ? ` (${transitionOf(state, rule)})` : '';
  const filled = tellFilled(parts);
  return `${subject} [${values}] ${relation}${filled && ` and ${filled}`}${transition}`;
}

function transitionOf(state: StateValue, { evaluationPeriods, datapointsToAlarm }: AlarmRule): string {
  const [least, change] =
    state === 'ALARM'
      ? [datapointsToAlarm, 'OK -> ALARM']
      : [evaluationPeriods - datapointsToAlarm + 1, 'ALARM -> OK'];
  return `minimum ${counted(least, 'datapoint')} for ${change} transition`;
}

/** Missing data decided. */
function tellAbsence(parts: ReasonParts): string {
  const { verdict, rule } = parts;
  const real = verdict.breaching.length + verdict.notBreaching.length;
  const received = `${real === 0 ? 'no datapoints' : counted(real, 'datapoint')} ${real === 1 ? 'was' : 'were'} received`;
  const filled = tellFilled(parts);
  return `${received} for ${counted(rule.evaluationPeriods, 'period')}${filled && ` and ${filled}`}`;
}

const TREATED: Readonly<Partial<Record<AlarmRule['missingData'], string>>> = {
  breaching: 'Breaching',
  notBreaching: 'NonBreaching',
};

function tellFilled({ verdict: { filled }, rule: { missingData } }: ReasonParts): string {
  const treated = TREATED[missingData];
  if (filled === 0 || treated === undefined) return '';
  return `${counted(filled, 'missing datapoint')} ${were(filled)} treated as [${treated}]`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const were = (count: number): string => (count === 1 ? 'was' : 'were');

/** `22/11/26 15:38:00`, UTC. */
function dateOf(timeMs: number): string {
  const [, year = '', month = '', day = '', time = ''] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(timeMs).toISOString()) ?? [];
  return `${day}/${month}/${year} ${time}`;
}

// Java writes numbers from here on with an exponent.
const LARGE = 1e7;
const SMALL = 1e-3;

/** A number as Java writes a double: `5.0`, `0.25`, `1.0E7`. */
export function decimal(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= LARGE || size < SMALL)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

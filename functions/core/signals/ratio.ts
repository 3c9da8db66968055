import type { RatioSignal, RatioTerm } from './definition.ts';

/** A term's value: a number, `absent` when the query was answered with no datapoint, `unknown` otherwise. */
export type TermValue = number | 'absent' | 'unknown';

/**
 * Value of a ratio, 0 to 100 when its unit is Percent. Counters are written only above zero, so an absent one counts
 * nothing where another term of its side is there; `undefined` when a term is unknown or nothing was there to divide by.
 */
export function computeRatio(
  { of, over, unit }: Pick<RatioSignal, 'of' | 'over' | 'unit'>,
  read: (term: RatioTerm) => TermValue,
): number | undefined {
  const [dividend, divisor] = [sum(of.map(read)), sum(over.map(read))];
  if (dividend === 'unknown' || typeof divisor === 'string' || divisor <= 0) return undefined;
  const quotient = (dividend === 'absent' ? 0 : dividend) / divisor;
  return unit === 'Percent' ? quotient * 100 : quotient;
}

function sum(values: readonly TermValue[]): TermValue {
  if (values.includes('unknown')) return 'unknown';
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? 'absent' : numbers.reduce((total, value) => total + value, 0);
}

/** Id of the observation that a term reads: the signal's, with the statistic behind a dot unless it is the headline. */
export function observationIdOf({ signal, statistic }: RatioTerm): string {
  return statistic === undefined ? signal : `${signal}.${statistic}`;
}

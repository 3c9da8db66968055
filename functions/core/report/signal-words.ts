import type { SignalResult } from '../maturity/assessment.ts';
import { toNumber, toQuantity } from '../maturity/wording.ts';
import { catalogue } from '../signals/catalogue.ts';
import type { SignalDefinition } from '../signals/definition.ts';
import { DOCUMENT_ROWS } from '../signals/document-rows.ts';
import { toShort } from './visible.ts';

/** What could not be measured has a section of its own, with each reason in full. */
const LONGEST_REASON = 100;

const rows: ReadonlyMap<string, SignalDefinition> = new Map(Object.entries(catalogue));

const DIRECTIONS: Readonly<Record<SignalResult['goodDirection'], string>> = {
  up: 'higher is better',
  down: 'lower is better',
  neutral: '',
};

/** A value of a signal with its unit. */
export function toValue({ id, unit }: SignalResult, value: number): string {
  const row = rows.get(id);
  return row ? toQuantity(value, row.unit) : `${toNumber(value)} ${unit}`;
}

/** What a signal says, in words. */
export function describeSignal(signal: SignalResult): string {
  if (signal.status === 'known' && signal.value !== undefined) return toValue(signal, signal.value);
  return signal.status === 'unknown' ? 'unknown' : 'no data';
}

/** How to read the value: statistic and which way is good, or why there is none. */
export function describeReading({ status, statistic, goodDirection, reason }: SignalResult): string {
  if (status === 'unknown') return toShort(reason ?? '', LONGEST_REASON);
  return [statistic, DIRECTIONS[goodDirection]].filter((words) => words !== '').join(', ');
}

/** Wordings of the document's metric rows that a signal answers. */
export function documentWordings(id: string): readonly string[] {
  return (rows.get(id)?.document ?? []).map((row) => DOCUMENT_ROWS[row].wording);
}

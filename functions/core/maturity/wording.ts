import type { MetricUnit } from '../signals/definition.ts';
import type { UnknownReading } from './observation.ts';

const SUFFIXES: Readonly<Record<MetricUnit, string>> = {
  Count: '',
  Milliseconds: ' ms',
  Megabytes: ' MB',
  Percent: ' %',
  None: '',
};
/** Beyond it a double is no exact count and JavaScript begins to write exponents. */
const LARGEST_WRITTEN_OUT = 1e15;
/** Names listed in a sentence before it says how many more there are. */
const LISTED = 3;

/** A number as people read it: `12,480`, `0.25`. Never more than two decimals. */
export function toNumber(value: number): string {
  if (Math.abs(value) >= LARGEST_WRITTEN_OUT) return String(value);
  const [whole = '0', decimals] = String(Number(value.toFixed(2))).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** A share as a percentage with at most one decimal: `2.5 %`. */
export function toPercent(share: number): string {
  return `${toNumber(Number((share * 100).toFixed(1)))} %`;
}

/** A part of a whole with its share: `12 of 480 calls (2.5 %)`. */
export function toShareOf(part: number, whole: number, noun = 'calls'): string {
  return `${toNumber(part)} of ${toNumber(whole)} ${noun} (${toPercent(part / whole)})`;
}

/** A value with its unit: `812 ms`. */
export function toQuantity(value: number, unit: MetricUnit): string {
  return `${toNumber(value)}${SUFFIXES[unit]}`;
}

/** A count with its noun: `1 call`, `2 calls`. */
export function toCount(value: number, singular: string, plural = `${singular}s`): string {
  return `${toNumber(value)} ${value === 1 ? singular : plural}`;
}

/** Names in a fixed order, without repeats, the first few of them: `ana, ben and 4 more`. */
export function toList(names: readonly string[]): string {
  const distinct = [...new Set(names)].sort();
  const shown = distinct.slice(0, LISTED).join(', ');
  return distinct.length > LISTED ? `${shown} and ${distinct.length - LISTED} more` : shown;
}

const UNKNOWN_WORDS: Readonly<Record<UnknownReading['reason'], string>> = {
  denied: 'access denied',
  throttled: 'throttled by AWS',
  failed: 'reading failed',
  not_collected: 'not collected',
};

/** A moment to the minute: `2026-11-21 07:54 UTC`. */
export const toMinute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

/** Why a piece of evidence is unknown, short: `unknown: access denied (bedrock:ListGuardrails)`. */
export function toUnknown({ reason, permission }: UnknownReading): string {
  return `unknown: ${UNKNOWN_WORDS[reason]}${permission === undefined ? '' : ` (${permission})`}`;
}

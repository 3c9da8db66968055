/** A point in time, which compares as milliseconds and shows as a date. */
export interface Instant {
  readonly timeMs: number;
}

/** What a field holds. */
export type Value = string | number | Instant;

/** A row of a query: the value of a field by its name. */
export type Row = (name: string) => Value | undefined;

/** Writes a value as results show it. */
export function writeValue(value: Value): string {
  return typeof value === 'object'
    ? new Date(value.timeMs).toISOString().replace('T', ' ').replace('Z', '')
    : String(value);
}

/** A value as a number; `undefined` for text that is none. */
export function toNumber(value: Value | undefined): number | undefined {
  if (typeof value === 'object') return value.timeMs;
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Orders two values: as numbers when both are, else as text. */
export function compareValues(left: Value, right: Value): number {
  const [leftNumber, rightNumber] = [toNumber(left), toNumber(right)];
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber - rightNumber;
  const [leftText, rightText] = [writeValue(left), writeValue(right)];
  return leftText < rightText ? -1 : Number(leftText > rightText);
}

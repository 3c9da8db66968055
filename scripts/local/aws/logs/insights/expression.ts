import { malformedQuery, notOffered } from './malformed-query.ts';
import { isWord, type TokenReader } from './token-reader.ts';
import { type Row, toNumber, type Value } from './value.ts';

/** Reads a value out of a row; `undefined` where a field that it needs is not there. */
export type Expression = (row: Row) => Value | undefined;

const MAX_DEPTH = 100;

/**
 * Reads an expression: fields, numbers, `+ - *`, parentheses, `floor ceil abs coalesce` and `bin(period)`. Division is
 * not offered. That anything reckoned with a missing field is missing is unverified.
 */
export function readExpression(reader: TokenReader, depth = 0): Expression {
  let left = readProduct(reader, depth);
  for (;;) {
    const sign = reader.accept('+') ? 1 : reader.accept('-') ? -1 : undefined;
    if (sign === undefined) return left;
    left = reckon(left, readProduct(reader, depth), (one, other) => one + sign * other);
  }
}

function readProduct(reader: TokenReader, depth: number): Expression {
  let left = readTerm(reader, depth);
  while (reader.accept('*')) left = reckon(left, readTerm(reader, depth), (one, other) => one * other);
  return left;
}

const reckon =
  (left: Expression, right: Expression, reduce: (one: number, other: number) => number): Expression =>
  (row) => {
    const [one, other] = [toNumber(left(row)), toNumber(right(row))];
    return one === undefined || other === undefined ? undefined : reduce(one, other);
  };

function readTerm(reader: TokenReader, depth: number): Expression {
  const token = reader.peek();
  if (depth > MAX_DEPTH) throw malformedQuery('nested too deep', token);
  if (token.kind === 'number') return constant(Number(reader.take().text));
  if (reader.accept('(')) {
    const inner = readExpression(reader, depth + 1);
    reader.expect(')');
    return inner;
  }
  const field = reader.takeKind('name', 'a field');
  if (!isWord(reader.peek(), '(')) return (row) => row(field.text);
  const read = FUNCTIONS.get(field.text.toLowerCase());
  if (!read) throw notOffered(`the function ${field.text}`, field);
  reader.take();
  const value = read(reader, depth + 1);
  reader.expect(')');
  return value;
}

const constant =
  (value: number): Expression =>
  () =>
    value;

type ReadFunction = (reader: TokenReader, depth: number) => Expression;

const ofNumber =
  (change: (value: number) => number): ReadFunction =>
  (reader, depth) => {
    const inner = readExpression(reader, depth);
    return (row) => {
      const value = toNumber(inner(row));
      return value === undefined ? undefined : change(value);
    };
  };

const FUNCTIONS = new Map<string, ReadFunction>([
  ['floor', ofNumber(Math.floor)],
  ['ceil', ofNumber(Math.ceil)],
  ['abs', ofNumber(Math.abs)],
  [
    'coalesce',
    (reader, depth) => {
      const choices = [readExpression(reader, depth)];
      while (reader.accept(',')) choices.push(readExpression(reader, depth));
      return (row) => choices.map((read) => read(row)).find((value) => value !== undefined);
    },
  ],
  [
    'bin',
    (reader) => {
      const periodMs = readPeriod(reader);
      return (row) => toBin(row('@timestamp'), periodMs);
    },
  ],
]);

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 60 * 60_000,
  d: 24 * 60 * 60_000,
};

function readPeriod(reader: TokenReader): number {
  const token = reader.takeKind('period', 'a period such as 5m');
  const [, count, unit = ''] = /^(\d+)([a-z]+)$/.exec(token.text) ?? [];
  const unitMs = Object.hasOwn(UNIT_MS, unit) ? UNIT_MS[unit] : undefined;
  if (unitMs === undefined) throw notOffered(`periods in ${unit}`, token);
  const periodMs = Number(count) * unitMs;
  if (!(periodMs >= 1 && Number.isSafeInteger(periodMs)))
    throw malformedQuery('a period is above zero', token);
  return periodMs;
}

function toBin(timestamp: Value | undefined, periodMs: number): Value | undefined {
  const timeMs = toNumber(timestamp);
  return timeMs === undefined ? undefined : { timeMs: Math.floor(timeMs / periodMs) * periodMs };
}

import { percentile } from '../../cloudwatch/percentile.ts';
import { malformedQuery, notOffered } from './malformed-query.ts';
import { isWord, type TokenReader } from './token-reader.ts';
import { compareValues, type Row, toNumber, type Value, writeValue } from './value.ts';

/** Reduces the rows of a group to one value; `undefined` when none of them has the field. */
export type Aggregate = (rows: readonly Row[]) => Value | undefined;

type ReadAggregate = (reader: TokenReader) => Aggregate;

/**
 * Reads one aggregate or a quotient of two, `sum(cost) / count(*)`, as queries in the wild have it. That a quotient with
 * a missing side, or by zero, is missing is unverified.
 */
export function readAggregates(reader: TokenReader): Aggregate {
  const dividend = readAggregate(reader);
  if (!reader.accept('/')) return dividend;
  const divisor = readAggregate(reader);
  return (rows) => {
    const [above, below] = [toNumber(dividend(rows)), toNumber(divisor(rows))];
    return above === undefined || !below ? undefined : above / below;
  };
}

/** Reads a call such as `pct(latencyMs, 95)`. */
function readAggregate(reader: TokenReader): Aggregate {
  const name = reader.takeKind('name', 'a function');
  const read = Object.hasOwn(FUNCTIONS, name.text) ? FUNCTIONS[name.text] : undefined;
  if (!read) throw notOffered(`the function ${name.text}`, name);
  reader.expect('(');
  const aggregate = read(reader);
  if (!isWord(reader.peek(), ')')) throw notOffered(`an expression in ${name.text}()`, reader.peek());
  reader.take();
  return aggregate;
}

const readField = (reader: TokenReader): string => reader.takeKind('name', 'a field').text;

const valuesOf = (rows: readonly Row[], field: string): readonly Value[] =>
  rows.flatMap((row) => row(field) ?? []);

const numbersOf = (rows: readonly Row[], field: string): readonly number[] =>
  rows.flatMap((row) => toNumber(row(field)) ?? []);

const overNumbers =
  (reduce: (numbers: readonly number[]) => number): ReadAggregate =>
  (reader) => {
    const field = readField(reader);
    return (rows) => {
      const numbers = numbersOf(rows, field);
      return numbers.length === 0 ? undefined : reduce(numbers);
    };
  };

const extreme =
  (sign: 1 | -1): ReadAggregate =>
  (reader) => {
    const field = readField(reader);
    return (rows) => {
      const [first, ...rest] = valuesOf(rows, field);
      if (first === undefined) return undefined;
      return rest.reduce((best, value) => (sign * compareValues(value, best) > 0 ? value : best), first);
    };
  };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const FUNCTIONS: Readonly<Record<string, ReadAggregate>> = {
  count: (reader) => {
    if (reader.accept('*') || isWord(reader.peek(), ')')) return (rows) => rows.length;
    const field = readField(reader);
    return (rows) => valuesOf(rows, field).length;
  },
  count_distinct: (reader) => {
    const field = readField(reader);
    return (rows) => new Set(valuesOf(rows, field).map(writeValue)).size;
  },
  sum: overNumbers(sum),
  avg: overNumbers((numbers) => sum(numbers) / numbers.length),
  min: extreme(-1),
  max: extreme(1),
  pct: (reader) => {
    const field = readField(reader);
    reader.expect(',');
    const token = reader.takeKind('number', 'a percentage');
    const percent = Number(token.text);
    if (percent > 100) throw malformedQuery('a percentage is at most 100', token);
    return (rows) => percentile(countEach(numbersOf(rows, field)), percent);
  },
};

function countEach(numbers: readonly number[]): ReadonlyMap<number, number> {
  const counted = new Map<number, number>();
  for (const number of numbers) counted.set(number, (counted.get(number) ?? 0) + 1);
  return counted;
}

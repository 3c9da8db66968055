import type { Window } from '../metric-store.ts';
import { choose, constant, periodStarts, toList } from './periods.ts';
import {
  mapPoints,
  mapSeries,
  type Operand,
  type Points,
  reduce,
  type Series,
  toScalar,
  toSeries,
  valueAt,
} from './series.ts';

/** An argument: its value, and its text where it is a word such as `REPEAT`, `ASC` or `AVG`. */
export interface Argument {
  readonly word: string;
  readonly value: () => Operand;
}

/** What a function computes with. */
export interface FunctionContext {
  readonly window: Window;
  readonly fail: (reason: string) => never;
}

type MathFunction = (items: readonly Argument[], context: FunctionContext) => Operand;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const average = (values: readonly number[]): number => sum(values) / values.length;

function deviation(values: readonly number[]): number {
  const mean = average(values);
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
}

type Reducer = (values: readonly number[]) => number;

const REDUCERS: Readonly<Record<string, Reducer>> = {
  SUM: sum,
  AVG: average,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  STDDEV: deviation,
};

const SINGLE_VALUES: Readonly<Record<string, (value: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  LOG: Math.log,
  LOG10: Math.log10,
};

/** Functions of a point and the one before; the first point has no result. */
const STEPS: Readonly<Record<string, (change: number, seconds: number) => number>> = {
  DIFF: (change) => change,
  RATE: (change, seconds) => change / seconds,
};

/**
 * Functions of metric math (user guide, "Using math expressions with CloudWatch metrics") by their names. Those that
 * read other queries, metrics or rules are in `expression.ts`.
 */
export const MATH_FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ...mapValues(
    REDUCERS,
    (compute) =>
      ([items], { fail }) =>
        reduce(operandOf(items, fail), compute),
  ),
  ...mapValues(
    SINGLE_VALUES,
    (compute) =>
      ([items], { fail }) =>
        applyToAll(operandOf(items, fail), compute),
  ),
  ...mapValues(
    STEPS,
    (compute) =>
      ([items], { fail }) =>
        mapSeries(operandOf(items, fail), (points) => steps(points, compute)),
  ),
  RUNNING_SUM: ([items], { fail }) => {
    return mapSeries(operandOf(items, fail), (points) => {
      let total = 0;
      return mapPoints(points, (value) => {
        total += value;
        return total;
      });
    });
  },
  DATAPOINT_COUNT: ([items], { fail }) => reduce(operandOf(items, fail), ({ length }) => length),
  PERIOD: ([items], { fail, window }) => {
    const [first] = toList(operandOf(items, fail), window);
    return toScalar((first?.origin?.periodMs ?? window.periodMs) / 1_000);
  },
  TIME_SERIES: ([items], { fail, window }) => {
    const operand = operandOf(items, fail);
    return operand.kind === 'scalar' ? toSeries(constant(operand.value, window)) : operand;
  },
  FILL: ([filled, filler], context) => fill(filled ?? context.fail(WANTS_FILLER), filler, context),
  IF: ([condition, ...branches], { fail, window }) => {
    const readers = [operandOf(condition, fail), ...branches.map(({ value }) => value())].map(
      (operand) => (startsMs: number) => valueAt(operand, startsMs),
    );
    const [met, ...others] = readers;
    return choose(met ?? (() => undefined), others, window);
  },
  REMOVE_EMPTY: ([items], { fail, window }) =>
    list(toList(operandOf(items, fail), window).filter(({ points }) => points.size > 0)),
  FIRST: ([items], { fail, window }) => onlySeries(toList(operandOf(items, fail), window)[0]),
  LAST: ([items], { fail, window }) => onlySeries(toList(operandOf(items, fail), window).at(-1)),
  SLICE: ([items, start, end], { fail, window }) =>
    list(toList(operandOf(items, fail), window).slice(numberOf(start) ?? 0, numberOf(end))),
  SORT: ([items, by, order, most], { fail, window }) => {
    const compute = REDUCERS[by?.word ?? ''] ?? fail('SORT wants AVG, MIN, MAX, SUM or STDDEV');
    const direction = order?.word === 'DESC' ? -1 : 1;
    const rank = ({ points }: Series): number =>
      points.size === 0 ? Number.NaN : compute([...points.values()]);
    const sorted = toList(operandOf(items, fail), window).toSorted((left, right) =>
      compareRanks(rank(left), rank(right), direction),
    );
    return list(sorted.slice(0, numberOf(most)));
  },
};

const WANTS_FILLER = 'FILL takes a series and what to fill it with';

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

const list = (series: readonly Series[]): Operand => ({ kind: 'list', list: series });
const onlySeries = (series: Series | undefined): Operand => toSeries(series?.points ?? new Map());

const operandOf = (argument: Argument | undefined, fail: FunctionContext['fail']): Operand =>
  argument ? argument.value() : fail('a function stands without arguments');

function numberOf(argument: Argument | undefined): number | undefined {
  const operand = argument?.value();
  return operand?.kind === 'scalar' ? operand.value : undefined;
}

/** Series without data come last. */
function compareRanks(left: number, right: number, direction: number): number {
  if (Number.isNaN(left) || Number.isNaN(right))
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return (left - right) * direction;
}

function applyToAll(operand: Operand, compute: (value: number) => number): Operand {
  if (operand.kind === 'scalar') return toScalar(compute(operand.value));
  return mapSeries(operand, (points) => mapPoints(points, compute));
}

function steps(points: Points, compute: (change: number, seconds: number) => number): Points {
  const entries = [...points];
  const changes = entries.slice(1).map(([startsMs, value], at) => {
    const [beforeMs, before] = entries[at] ?? [startsMs, value];
    return [startsMs, compute(value - before, (startsMs - beforeMs) / 1_000)] as const;
  });
  return new Map(changes);
}

/** `FILL(m1, 0)`, `FILL(m1, REPEAT)`, `FILL(m1, m2)`: a value for every period that has none. */
function fill(filled: Argument, filler: Argument | undefined, { window, fail }: FunctionContext): Operand {
  if (!filler) return fail(WANTS_FILLER);
  const other = filler.word === 'REPEAT' ? undefined : filler.value();
  return mapSeries(filled.value(), (points) => {
    let latest: number | undefined;
    const values = periodStarts(window).flatMap((startsMs) => {
      latest = points.get(startsMs) ?? (other ? valueAt(other, startsMs) : latest);
      return latest === undefined ? [] : [[startsMs, latest] as const];
    });
    return new Map(values);
  });
}

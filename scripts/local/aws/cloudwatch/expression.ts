import { type Expression, invalidExpression, parseExpression } from './expression-parser.ts';
import type { Window } from './metric-store.ts';
import { combine, type Operand, reduce, type Series, toScalar, toSeries, valueAt } from './series.ts';

/** What an expression may refer to. */
export interface ExpressionScope {
  /** The value of another query; `undefined` when there is none of that id. */
  readonly resolve: (id: string) => Operand | undefined;
  /** Queries for metrics whose id contains the text, in order. */
  readonly metrics: (contains: string) => readonly Series[];
  readonly window: Window;
}

type Evaluate = (expression: Expression) => Operand;

/**
 * Evaluates metric math: `+ - * / ^`, comparisons, `AND OR`, `METRICS`, `SUM`, `AVG`, `MIN`, `MAX`, `FILL`, `IF`.
 * Answers one or several series.
 */
export function evaluateExpression(source: string, scope: ExpressionScope): readonly Series[] {
  const evaluate: Evaluate = (expression) => {
    if (expression.kind === 'number') return toScalar(expression.value);
    if (expression.kind === 'negation')
      return combine(toScalar(0), evaluate(expression.operand), (zero, value) => zero - value);
    if (expression.kind === 'reference')
      return scope.resolve(expression.id) ?? fail(`no query has the id ${expression.id}`);
    if (expression.kind === 'list') return toList(expression.items.map(evaluate));
    if (expression.kind === 'text') return fail('a text stands where a value is needed');
    if (expression.kind === 'call') return call(expression.name, expression.items);
    const operator = OPERATORS[expression.operator] ?? fail(`${expression.operator} is no operator`);
    return combine(evaluate(expression.left), evaluate(expression.right), operator);
  };
  const call = (name: string, items: readonly Expression[]): Operand => {
    if (name === 'METRICS') return { kind: 'list', list: scope.metrics(textOf(items[0])) };
    if (name === 'FILL') return fill(items, { evaluate, window: scope.window, fail });
    const [first, ...rest] = items;
    if (first && name === 'IF') return choose(evaluate(first), rest.map(evaluate), scope.window);
    const reducer = Object.hasOwn(REDUCERS, name) ? REDUCERS[name] : undefined;
    if (!reducer || !first)
      return fail(`the embedded AWS does not offer ${name} with ${items.length} arguments`);
    return reduce(evaluate(first), reducer);
  };
  const fail = (reason: string): never => {
    throw invalidExpression(source, reason);
  };
  return toResults(evaluate(parseExpression(source)), scope.window);
}

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const REDUCERS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: sum,
  AVG: (values) => sum(values) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};

const textOf = (expression: Expression | undefined): string =>
  expression?.kind === 'text' ? expression.value : '';

const toList = (items: readonly Operand[]): Operand => ({
  kind: 'list',
  list: items.flatMap((item) =>
    item.kind === 'list' ? item.list : item.kind === 'series' ? [item.series] : [],
  ),
});

/** The starts of all periods that were asked for. */
function periodStarts({ startMs, endMs, periodMs }: Window): readonly number[] {
  return Array.from(
    { length: Math.max(0, Math.ceil((endMs - startMs) / periodMs)) },
    (_, at) => startMs + at * periodMs,
  );
}

/** `FILL(m1, 0)`, `FILL(m1, REPEAT)`, `FILL(m1, m2)`: a value for every period that has none. */
function fill(
  [first, second]: readonly Expression[],
  {
    evaluate,
    window,
    fail,
  }: { readonly evaluate: Evaluate; readonly window: Window; readonly fail: (reason: string) => never },
): Operand {
  if (!first || !second) return fail('FILL takes a series and what to fill it with');
  const filled = evaluate(first);
  const isRepeat = second.kind === 'reference' && second.id === 'REPEAT';
  const filler = isRepeat ? undefined : evaluate(second);
  const fillOne = (series: Series): Series => {
    let latest: number | undefined;
    const values = periodStarts(window).flatMap((startsMs) => {
      const value = series.get(startsMs) ?? (filler ? valueAt(filler, startsMs) : latest);
      latest = value;
      return value === undefined ? [] : [[startsMs, value] as const];
    });
    return new Map(values);
  };
  if (filled.kind === 'scalar') return filled;
  return filled.kind === 'series'
    ? toSeries(fillOne(filled.series))
    : { kind: 'list', list: filled.list.map(fillOne) };
}

/** `IF(condition, then, else)`; without an else, periods where the condition is not met have no data. */
function choose(condition: Operand, [then, otherwise]: readonly Operand[], window: Window): Operand {
  const chosen = periodStarts(window).flatMap((startsMs) => {
    const met = valueAt(condition, startsMs);
    const branch = met === undefined ? undefined : met !== 0 ? then : otherwise;
    const value = branch && valueAt(branch, startsMs);
    return value === undefined ? [] : [[startsMs, value] as const];
  });
  return toSeries(new Map(chosen));
}

/** A single number stands for the same value in every period. */
function toResults(operand: Operand, window: Window): readonly Series[] {
  if (operand.kind === 'list') return operand.list;
  if (operand.kind === 'series') return [operand.series];
  return Number.isFinite(operand.value)
    ? [new Map(periodStarts(window).map((startsMs) => [startsMs, operand.value]))]
    : [new Map()];
}

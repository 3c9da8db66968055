import type { Window } from '../metric-store.ts';
import { type Expression, invalidExpression, parseExpression } from './expression-parser.ts';
import { MATH_FUNCTIONS } from './functions.ts';
import { toList } from './periods.ts';
import { combine, type Operand, type Points, type Series, toScalar, toSeries } from './series.ts';

/** What an expression may refer to. */
export interface ExpressionScope {
  /** The value of another query; `undefined` when there is none of that id. */
  readonly resolve: (id: string) => Operand | undefined;
  /** Queries for metrics whose id contains the text, in order. */
  readonly metrics: (contains: string) => readonly Series[];
  /** Metrics that a `SEARCH` finds. */
  readonly search: (search: Search) => readonly Series[];
  /** One figure of a Contributor Insights rule. */
  readonly insightRule: (ruleName: string, metricName: string) => Points;
  readonly window: Window;
}

/** Arguments of `SEARCH`. */
export interface Search {
  readonly query: string;
  readonly statistic: string;
  /** @default - the period of the expression */
  readonly periodSeconds?: number | undefined;
}

/**
 * Evaluates metric math: operators, the functions of `functions.ts`, `METRICS`, `SEARCH` and `INSIGHT_RULE_METRIC`.
 * Answers one or several series; only those of a list still have an origin.
 */
export function evaluateExpression(source: string, scope: ExpressionScope): readonly Series[] {
  const { window } = scope;
  const evaluate = (expression: Expression): Operand => {
    if (expression.kind === 'number') return toScalar(expression.value);
    if (expression.kind === 'negation')
      return combine(toScalar(0), evaluate(expression.operand), (zero, value) => zero - value);
    if (expression.kind === 'reference')
      return scope.resolve(expression.id) ?? fail(`no query has the id ${expression.id}`);
    if (expression.kind === 'list')
      return { kind: 'list', list: expression.items.flatMap((item) => toList(evaluate(item), window)) };
    if (expression.kind === 'text') return fail('a text stands where a value is needed');
    if (expression.kind === 'call') return call(expression.name, expression.items);
    const operator = OPERATORS[expression.operator] ?? fail(`${expression.operator} is no operator`);
    return combine(evaluate(expression.left), evaluate(expression.right), operator);
  };
  const call = (name: string, items: readonly Expression[]): Operand => {
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (read) return read(items.map(wordOf), scope);
    const compute = Object.hasOwn(MATH_FUNCTIONS, name) ? MATH_FUNCTIONS[name] : undefined;
    if (!compute) return fail(`the embedded AWS does not offer ${name}`);
    const parameters = items.map((item) => ({ word: wordOf(item), value: () => evaluate(item) }));
    return compute(parameters, { window, fail });
  };
  const fail = (reason: string): never => {
    throw invalidExpression(source, reason);
  };
  const result = evaluate(parseExpression(source));
  return result.kind === 'series' ? [{ points: result.series.points }] : toList(result, window);
}

/** Functions that read what is outside of the expression. */
const READERS: Readonly<Record<string, (words: readonly string[], scope: ExpressionScope) => Operand>> = {
  METRICS: ([contains = ''], { metrics }) => ({ kind: 'list', list: metrics(contains) }),
  SEARCH: ([query = '', statistic = 'Average', period], { search }) => ({
    kind: 'list',
    list: search({ query, statistic, periodSeconds: period === undefined ? undefined : Number(period) }),
  }),
  INSIGHT_RULE_METRIC: ([ruleName = '', metricName = ''], { insightRule }) =>
    toSeries(insightRule(ruleName, metricName)),
};

/** A literal or a bare word as text. */
function wordOf(expression: Expression): string {
  if (expression.kind === 'reference') return expression.id;
  return expression.kind === 'text' || expression.kind === 'number' ? String(expression.value) : '';
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

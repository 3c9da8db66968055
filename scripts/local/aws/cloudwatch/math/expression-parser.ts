import { ServiceError } from '../../wire.ts';

/** A parsed metric math expression. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'reference'; readonly id: string }
  | { readonly kind: 'negation'; readonly operand: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly items: readonly Expression[] }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

const TOKEN =
  /\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"[^"]*"|'[^']*'|[A-Za-z][A-Za-z0-9_]*|<=|>=|==|!=|&&|\|\||[-+*/^<>()[\],])/y;

/** Binding power, weakest first. */
const PRECEDENCE: readonly (readonly string[])[] = [
  ['||', 'OR'],
  ['&&', 'AND'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

const MAX_DEPTH = 100;

/** Parses an expression, or throws the validation error that CloudWatch answers. */
export function parseExpression(source: string): Expression {
  const tokens = tokenise(source);
  let next = 0;
  const fail = (): never => {
    throw invalidExpression(source, `unexpected ${tokens[next] ?? 'end'}`);
  };
  const take = (): string => tokens[next++] ?? fail();
  const expect = (token: string): void => {
    if (tokens[next] !== token) fail();
    next += 1;
  };
  const items = (end: string, depth: number): readonly Expression[] => {
    const found: Expression[] = [];
    while (tokens[next] !== end) {
      if (found.length > 0) expect(',');
      found.push(binary(0, depth + 1));
    }
    expect(end);
    return found;
  };
  const primary = (depth: number): Expression => {
    const token = take();
    if (token === '(') {
      const inner = binary(0, depth + 1);
      expect(')');
      return inner;
    }
    if (token === '-') return { kind: 'negation', operand: primary(depth + 1) };
    if (token === '[') return { kind: 'list', items: items(']', depth) };
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (/^["']/.test(token)) return { kind: 'text', value: token.slice(1, -1) };
    if (!/^[A-Za-z]/.test(token)) return fail();
    if (tokens[next] !== '(') return { kind: 'reference', id: token };
    next += 1;
    return { kind: 'call', name: token, items: items(')', depth) };
  };
  const binary = (level: number, depth: number): Expression => {
    if (depth > MAX_DEPTH) throw invalidExpression(source, 'nested too deep');
    const operators = PRECEDENCE[level];
    if (!operators) return primary(depth);
    let left = binary(level + 1, depth);
    for (let operator = tokens[next]; operator && operators.includes(operator); operator = tokens[next]) {
      next += 1;
      left = { kind: 'binary', operator, left, right: binary(level + 1, depth) };
    }
    return left;
  };
  const parsed = binary(0, 0);
  return next === tokens.length ? parsed : fail();
}

function tokenise(source: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const token = TOKEN.exec(source)?.[1];
    if (token === undefined) throw invalidExpression(source, 'it has a character that no expression has');
    tokens.push(token);
  }
  return tokens;
}

/** The error of an expression that cannot be read or computed. */
export function invalidExpression(source: string, reason: string): ServiceError {
  return new ServiceError('ValidationError', `Error in expression '${source}': ${reason}.`);
}

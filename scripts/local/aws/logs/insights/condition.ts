import { findComparison } from '../comparison.ts';
import { malformedQuery, notOffered } from './malformed-query.ts';
import type { TokenReader } from './token-reader.ts';
import { isWord } from './token-reader.ts';
import { compareValues, type Row, type Value, writeValue } from './value.ts';

/** Tells whether a row passes a filter. */
export type Condition = (row: Row) => boolean;

const MAX_DEPTH = 100;

/**
 * Reads a filter's condition: `= != < <= > >=`, `like` and `=~` with a text or a pattern, `in [...]`, `and or not`,
 * `ispresent(field)`, parentheses. A comparison with a field that the event lacks is false, which is unverified.
 */
export function readCondition(reader: TokenReader, depth = 0): Condition {
  let left = readConjunction(reader, depth);
  while (reader.accept('or')) {
    const [first, second] = [left, readConjunction(reader, depth)];
    left = (row) => first(row) || second(row);
  }
  return left;
}

function readConjunction(reader: TokenReader, depth: number): Condition {
  let left = readNegation(reader, depth);
  while (reader.accept('and')) {
    const [first, second] = [left, readNegation(reader, depth)];
    left = (row) => first(row) && second(row);
  }
  return left;
}

function readNegation(reader: TokenReader, depth: number): Condition {
  if (depth > MAX_DEPTH) throw malformedQuery('nested too deep', reader.peek());
  if (reader.accept('not')) {
    const inner = readNegation(reader, depth + 1);
    return (row) => !inner(row);
  }
  if (!reader.accept('(')) return readPredicate(reader);
  const inner = readCondition(reader, depth + 1);
  reader.expect(')');
  return inner;
}

function readPredicate(reader: TokenReader): Condition {
  const isCall = isWord(reader.peek(1), '(');
  if (isCall && !isWord(reader.peek(), 'ispresent'))
    throw notOffered(`the function ${reader.peek().text} in a filter`, reader.peek());
  if (isCall) return readPresence(reader);
  const operand = readOperand(reader);
  const isNot = reader.accept('not');
  if (reader.accept('in')) return negateIf(isNot, readMembership(reader, operand));
  if (reader.accept('like')) return negateIf(isNot, readMatch(reader, operand));
  if (isNot) reader.fail('like or in');
  if (reader.accept('=~')) return readMatch(reader, operand);
  return readComparison(reader, operand);
}

const negateIf = (isNot: boolean, condition: Condition): Condition =>
  isNot ? (row) => !condition(row) : condition;

function readPresence(reader: TokenReader): Condition {
  reader.take();
  reader.expect('(');
  const { text } = reader.takeKind('name', 'a field');
  reader.expect(')');
  return (row) => row(text) !== undefined;
}

type Operand = (row: Row) => Value | undefined;

function readOperand(reader: TokenReader): Operand {
  if (reader.peek().kind !== 'name') return literal(readLiteral(reader));
  const { text } = reader.take();
  return (row) => row(text);
}

const literal =
  (value: Value): Operand =>
  () =>
    value;

function readLiteral(reader: TokenReader): Value {
  const sign = reader.accept('-') ? -1 : 1;
  if (sign < 0 || reader.peek().kind === 'number')
    return sign * Number(reader.takeKind('number', 'a number').text);
  return reader.takeKind('text', 'a field, a text or a number').text;
}

function readComparison(reader: TokenReader, left: Operand): Condition {
  const { kind, text } = reader.peek();
  const holds = kind === 'symbol' ? findComparison(text) : undefined;
  if (!holds) return reader.fail('a comparison');
  reader.take();
  const right = readOperand(reader);
  return (row) => {
    const [one, other] = [left(row), right(row)];
    return one !== undefined && other !== undefined && holds(compareValues(one, other));
  };
}

function readMembership(reader: TokenReader, operand: Operand): Condition {
  reader.expect('[');
  const members: Value[] = [];
  while (!reader.accept(']')) {
    if (members.length > 0) reader.expect(',');
    members.push(readLiteral(reader));
  }
  return (row) => {
    const value = operand(row);
    return value !== undefined && members.some((member) => compareValues(value, member) === 0);
  };
}

function readMatch(reader: TokenReader, operand: Operand): Condition {
  const token = reader.peek();
  if (token.kind !== 'pattern' && token.kind !== 'text') return reader.fail('a text or a pattern');
  reader.take();
  const matches = token.kind === 'text' ? containing(token.text) : toPattern(token);
  return (row) => {
    const value = operand(row);
    return value !== undefined && matches(writeValue(value));
  };
}

const containing =
  (wanted: string) =>
  (text: string): boolean =>
    text.includes(wanted);

/** CloudWatch's patterns are taken to be JavaScript's, with `(?i)` for the flag. */
function toPattern(token: ReturnType<TokenReader['peek']>): (text: string) => boolean {
  const end = token.text.lastIndexOf('/');
  const [source, flags] = [token.text.slice(1, end), token.text.slice(end + 1)];
  try {
    const pattern = source.startsWith('(?i)') ? new RegExp(source.slice(4), 'i') : new RegExp(source, flags);
    return (text) => {
      pattern.lastIndex = 0;
      return pattern.test(text);
    };
  } catch {
    throw malformedQuery('invalid regular expression', token);
  }
}

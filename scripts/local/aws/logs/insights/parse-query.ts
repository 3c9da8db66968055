import { type Aggregate, readAggregates } from './aggregate.ts';
import { type Condition, readCondition } from './condition.ts';
import { readExpression } from './expression.ts';
import { malformedQuery, notOffered } from './malformed-query.ts';
import { createTokenReader, isWord, type TokenReader } from './token-reader.ts';
import type { Row, Value } from './value.ts';

/** A column with the way to its value. */
export interface Column {
  readonly name: string;
  readonly read: (row: Row) => Value | undefined;
}

/** One step of a query. */
export type Command =
  | { readonly kind: 'fields'; readonly columns: readonly Column[] }
  | { readonly kind: 'filter'; readonly condition: Condition }
  | {
      readonly kind: 'stats';
      readonly aggregates: readonly { readonly name: string; readonly reduce: Aggregate }[];
      readonly groups: readonly Column[];
    }
  | { readonly kind: 'sort'; readonly keys: readonly { readonly name: string; readonly sign: 1 | -1 }[] }
  | { readonly kind: 'limit'; readonly count: number };

/** Most rows of one result. */
export const MAX_ROWS = 10_000;

const MAX_LENGTH = 10_000;

/**
 * Reads a Logs Insights query, those parts of the language that Waymark uses: `fields`, `filter`, `stats`
 * (`count`, `count_distinct`, `sum`, `avg`, `min`, `max`, `pct`, a quotient of two) by expressions, `sort`, `limit`, comments.
 * Everything else is refused by its name with the error of a malformed query.
 */
export function parseQuery(query: string): readonly Command[] {
  const whole = { start: 0, end: query.length };
  if (query.length > MAX_LENGTH) throw malformedQuery('the query is too long', whole);
  const reader = createTokenReader(query);
  const commands: Command[] = [];
  do {
    const name = reader.takeKind('name', 'a command');
    const read = Object.hasOwn(COMMANDS, name.text) ? COMMANDS[name.text] : undefined;
    if (!read) throw notOffered(`the command ${name.text}`, name);
    commands.push(read(reader));
  } while (reader.accept('|'));
  if (reader.peek().kind !== 'end') reader.fail('| or the end');
  return commands;
}

const COMMANDS: Readonly<Record<string, (reader: TokenReader) => Command>> = {
  fields: (reader) => ({ kind: 'fields', columns: readList(reader, readColumn) }),
  filter: (reader) => ({ kind: 'filter', condition: readCondition(reader) }),
  stats: (reader) => ({
    kind: 'stats',
    aggregates: readList(reader, readAggregateColumn),
    groups: reader.accept('by') ? readList(reader, readColumn) : [],
  }),
  sort: (reader) => ({ kind: 'sort', keys: readList(reader, readSortKey) }),
  limit: (reader) => {
    const token = reader.takeKind('number', 'a number');
    const count = Number(token.text);
    if (!Number.isInteger(count) || count < 1 || count > MAX_ROWS)
      throw malformedQuery(`a limit is a whole number from 1 to ${MAX_ROWS}`, token);
    return { kind: 'limit', count };
  },
};

function readList<Item>(reader: TokenReader, readItem: (reader: TokenReader) => Item): readonly Item[] {
  const items = [readItem(reader)];
  while (reader.accept(',')) items.push(readItem(reader));
  return items;
}

const readAlias = (reader: TokenReader): string | undefined =>
  reader.accept('as') ? reader.takeKind('name', 'a name').text : undefined;

function readColumn(reader: TokenReader): Column {
  const first = reader.peek();
  const read = readExpression(reader);
  const written = reader.textFrom(first);
  return { name: readAlias(reader) ?? (first.text === written.slice(1, -1) ? first.text : written), read };
}

function readAggregateColumn(reader: TokenReader): { readonly name: string; readonly reduce: Aggregate } {
  const first = reader.peek();
  const reduce = readAggregates(reader);
  const written = reader.textFrom(first);
  return { name: readAlias(reader) ?? written, reduce };
}

function readSortKey(reader: TokenReader): { readonly name: string; readonly sign: 1 | -1 } {
  const field = reader.takeKind('name', 'a field');
  if (isWord(reader.peek(), '(')) throw notOffered(`sorting by the function ${field.text}`, field);
  if (reader.accept('desc')) return { name: field.text, sign: -1 };
  reader.accept('asc');
  return { name: field.text, sign: 1 };
}

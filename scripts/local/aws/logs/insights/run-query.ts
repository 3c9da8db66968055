import { type GroupEvent, toRow } from './event-row.ts';
import { type Command, MAX_ROWS } from './parse-query.ts';
import { compareValues, type Row, type Value, writeValue } from './value.ts';

/** A cell of a result, as GetQueryResults shows it. */
export interface ResultField {
  readonly field: string;
  readonly value: string;
}

/** The answer to a query. */
export interface QueryResult {
  readonly rows: readonly (readonly ResultField[])[];
  /** Events that passed the filters. */
  readonly recordsMatched: number;
}

interface Progress {
  readonly rows: readonly Row[];
  /** What the result shows; `undefined` before a command has said so. */
  readonly shown: readonly string[] | undefined;
  readonly isAggregated: boolean;
  readonly recordsMatched: number;
}

const DEFAULT_COLUMNS = ['@timestamp', '@message'];

/** Runs a query over events, the newest first as long as nothing else is asked for (unverified). */
export function runQuery(
  commands: readonly Command[],
  events: readonly GroupEvent[],
  { limit = MAX_ROWS }: { readonly limit?: number | undefined } = {},
): QueryResult {
  const newestFirst = [...events].sort((left, right) => right.event.timestampMs - left.event.timestampMs);
  const start: Progress = {
    rows: newestFirst.map(toRow),
    shown: undefined,
    isAggregated: false,
    recordsMatched: events.length,
  };
  const { rows, shown = DEFAULT_COLUMNS, isAggregated, recordsMatched } = commands.reduce(apply, start);
  const columns = isAggregated ? shown : [...new Set([...shown, '@ptr'])];
  return { rows: rows.slice(0, limit).map((row) => toFields(row, columns)), recordsMatched };
}

/** A field without a value is left out of its row. */
const toFields = (row: Row, columns: readonly string[]): readonly ResultField[] =>
  columns.flatMap((field) => {
    const value = row(field);
    return value === undefined ? [] : [{ field, value: writeValue(value) }];
  });

function apply(progress: Progress, command: Command): Progress {
  const { rows } = progress;
  if (command.kind === 'filter') {
    const passed = rows.filter(command.condition);
    return { ...progress, rows: passed, ...(progress.isAggregated ? {} : { recordsMatched: passed.length }) };
  }
  if (command.kind === 'fields') return select(progress, command);
  if (command.kind === 'stats') return aggregate(progress, command);
  if (command.kind === 'limit') return { ...progress, rows: rows.slice(0, command.count) };
  return { ...progress, rows: [...rows].sort((left, right) => compareRows(left, right, command.keys)) };
}

/** Several `fields` commands show the fields of all of them. */
function select(progress: Progress, { columns }: Extract<Command, { kind: 'fields' }>): Progress {
  const shown = [...new Set([...(progress.shown ?? []), ...columns.map(({ name }) => name)])];
  return { ...progress, shown, rows: progress.rows.map((row) => withColumns(row, columns)) };
}

function withColumns(row: Row, columns: Extract<Command, { kind: 'fields' }>['columns']): Row {
  const own = new Map(columns.map(({ name, read }) => [name, read]));
  return (name) => {
    const read = own.get(name);
    return read ? read(row) : row(name);
  };
}

/** No row at all gives no result, not a row of zeros; which of them CloudWatch answers is unverified. */
function aggregate(progress: Progress, command: Extract<Command, { kind: 'stats' }>): Progress {
  const { aggregates, groups } = command;
  const grouped = new Map<string, { readonly keys: readonly (Value | undefined)[]; readonly rows: Row[] }>();
  for (const row of progress.rows) {
    const keys = groups.map(({ read }) => read(row));
    const id = JSON.stringify(keys.map((key) => (key === undefined ? null : writeValue(key))));
    const group = grouped.get(id) ?? { keys, rows: [] };
    grouped.set(id, group);
    group.rows.push(row);
  }
  const rows = [...grouped.values()].map(({ keys, rows: members }) =>
    toAggregatedRow([
      ...groups.map(({ name }, at) => [name, keys[at]] as const),
      ...aggregates.map(({ name, reduce }) => [name, reduce(members)] as const),
    ]),
  );
  const shown = [...groups, ...aggregates].map(({ name }) => name);
  return { ...progress, rows, shown, isAggregated: true };
}

function toAggregatedRow(cells: readonly (readonly [string, Value | undefined])[]): Row {
  const values = new Map(cells);
  return (name) => values.get(name);
}

/** Rows without the field come last. */
function compareRows(
  left: Row,
  right: Row,
  keys: readonly { readonly name: string; readonly sign: 1 | -1 }[],
): number {
  for (const { name, sign } of keys) {
    const [one, other] = [left(name), right(name)];
    if (one === undefined || other === undefined) {
      if (one !== other) return one === undefined ? 1 : -1;
      continue;
    }
    const order = sign * compareValues(one, other);
    if (order !== 0) return order;
  }
  return 0;
}

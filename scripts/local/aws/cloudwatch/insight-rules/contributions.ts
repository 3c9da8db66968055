import { parseJson } from '#core/json/parse-json.ts';
import { parsePath, valueAt } from '../../logs/json-path.ts';
import type { LogEvent } from '../../logs/log-store.ts';
import type { Filter, RuleBody } from './definition.ts';

/** What one log event adds. */
export interface Contribution {
  readonly timestampMs: number;
  /** Values of the rule's keys, in their order. */
  readonly keys: readonly string[];
  /** 1 where the rule counts. */
  readonly value: number;
}

type Reads = (document: unknown) => unknown;
type Accepts = (document: unknown) => boolean;

/** Reads contributions out of log events; what lacks a key or a number is none (unverified). */
export function createContributionReader(
  rule: RuleBody,
): (events: readonly LogEvent[]) => readonly Contribution[] {
  const { Keys, ValueOf, Filters } = rule.Contribution;
  const [readKeys, filters] = [Keys.map(reader), Filters.map(toFilter)];
  const readValue = ValueOf === undefined ? () => 1 : reader(ValueOf);
  return (events) =>
    events.flatMap(({ timestampMs, message }) => {
      const document = parseJson(message);
      if (document === undefined || !filters.every((accepts) => accepts(document))) return [];
      const keys = readKeys.map((read) => textOf(read(document))).filter((key) => key !== undefined);
      const value = readValue(document);
      return keys.length === readKeys.length && typeof value === 'number'
        ? [{ timestampMs, keys, value }]
        : [];
    });
}

function reader(selector: string): Reads {
  const path = parsePath(selector);
  return (document) => valueAt(document, path);
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

const isNumber = (value: unknown, holds: (value: number) => boolean): boolean =>
  typeof value === 'number' && holds(value);
const isText = (value: unknown, holds: (value: string) => boolean): boolean => {
  const text = textOf(value);
  return text !== undefined && holds(text);
};

function toFilter(filter: Filter): Accepts {
  const read = reader(filter.Match);
  const accepts = condition(filter);
  return (document) => accepts(read(document));
}

function condition(filter: Filter): (value: unknown) => boolean {
  if ('In' in filter) return (value) => isText(value, (text) => filter.In.includes(text));
  if ('NotIn' in filter) return (value) => isText(value, (text) => !filter.NotIn.includes(text));
  if ('StartsWith' in filter)
    return (value) => isText(value, (text) => filter.StartsWith.some((start) => text.startsWith(start)));
  if ('GreaterThan' in filter) return (value) => isNumber(value, (number) => number > filter.GreaterThan);
  if ('LessThan' in filter) return (value) => isNumber(value, (number) => number < filter.LessThan);
  if ('EqualTo' in filter) return (value) => isNumber(value, (number) => number === filter.EqualTo);
  if ('NotEqualTo' in filter) return (value) => isNumber(value, (number) => number !== filter.NotEqualTo);
  // leaves of the document only: what has members of its own is not present (user guide)
  return (value) => (value !== undefined && typeof value !== 'object') === filter.IsPresent;
}

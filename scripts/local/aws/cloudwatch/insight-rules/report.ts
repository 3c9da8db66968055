import { floorTo, type Window } from '../metric-store.ts';
import type { Contribution } from './contributions.ts';

/** Contributions of one period. */
export interface ReportPeriod {
  readonly startsMs: number;
  readonly contributions: readonly Contribution[];
}

/** A contributor over a whole report. */
export interface Contributor {
  readonly keys: readonly string[];
  readonly total: number;
  /** Its largest period. */
  readonly maximum: number;
  readonly points: readonly { readonly startsMs: number; readonly value: number }[];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Figures of a period, as `INSIGHT_RULE_METRIC` and the report's `Metrics` name them. */
export const RULE_METRICS = {
  UniqueContributors: (contributions) => byContributor(contributions).size,
  MaxContributorValue: (contributions) =>
    Math.max(...[...byContributor(contributions).values()].map(totalOf)),
  SampleCount: ({ length }) => length,
  Sum: (contributions) => totalOf(contributions),
  Minimum: (contributions) => Math.min(...contributions.map(({ value }) => value)),
  Maximum: (contributions) => Math.max(...contributions.map(({ value }) => value)),
  Average: (contributions) => totalOf(contributions) / contributions.length,
} as const satisfies Readonly<Record<string, (contributions: readonly Contribution[]) => number>>;

const totalOf = (contributions: readonly Contribution[]): number =>
  sum(contributions.map(({ value }) => value));

function byContributor(contributions: readonly Contribution[]): ReadonlyMap<string, readonly Contribution[]> {
  return groupBy(contributions, ({ keys }) => JSON.stringify(keys));
}

function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(item);
  }
  return groups;
}

/** Cuts contributions into the periods of a window; those without any are left out. */
export function toPeriods(
  contributions: readonly Contribution[],
  { startMs, endMs, periodMs }: Window,
): readonly ReportPeriod[] {
  const inside = contributions.filter(({ timestampMs }) => timestampMs >= startMs && timestampMs < endMs);
  const periods = groupBy(inside, ({ timestampMs }) => startMs + floorTo(timestampMs - startMs, periodMs));
  return [...periods]
    .map(([startsMs, found]) => ({ startsMs, contributions: found }))
    .sort((left, right) => left.startsMs - right.startsMs);
}

/** Contributors of a report, the largest first. */
export function rankContributors(
  periods: readonly ReportPeriod[],
  orderBy: 'Sum' | 'Maximum',
): readonly Contributor[] {
  const points = new Map<string, { startsMs: number; value: number }[]>();
  for (const { startsMs, contributions } of periods)
    for (const [key, own] of byContributor(contributions)) {
      const known = points.get(key) ?? [];
      points.set(key, known);
      known.push({ startsMs, value: totalOf(own) });
    }
  const keysOf = new Map(
    periods.flatMap(({ contributions }) => contributions.map(({ keys }) => [JSON.stringify(keys), keys])),
  );
  const contributors = [...points].map(([key, own]) => {
    const values = own.map(({ value }) => value);
    return { keys: keysOf.get(key) ?? [], total: sum(values), maximum: Math.max(...values), points: own };
  });
  const rank = orderBy === 'Sum' ? 'total' : 'maximum';
  return contributors.sort((left, right) => right[rank] - left[rank]);
}

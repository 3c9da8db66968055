import { toUsd } from '../cost/money.ts';
import { isPriced, per } from './quotient.ts';
import {
  addSums,
  type ConversationRow,
  type CostPage,
  type CostRow,
  type CostSums,
  NO_COSTS,
  type RatingRow,
} from './row.ts';
import { addTalk, joinTalk, NO_TALK, type Talk, type TalkFigures, toTalkFigures } from './talk.ts';

/** What costs can be looked at by. */
export const COST_GROUPS = ['day', 'tenant', 'user', 'model', 'application'] as const;
export type CostGroup = (typeof COST_GROUPS)[number];

/** Costs of a group of calls, as people read them. What cannot be said is absent, never zero. */
export interface CostFigures extends TalkFigures {
  readonly calls: number;
  readonly pricedCalls: number;
  readonly unpricedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  /** Of the calls whose price is known. @default - absent: calls used models and none of them could be priced */
  readonly costUsd?: number | undefined;
  /** What prompt caching saved against sending the same tokens uncached. */
  readonly cacheSavedUsd?: number | undefined;
  /** Over the calls that have a price, as the signal of that name is: refused ones are in neither. */
  readonly costPerThousandRequestsUsd?: number | undefined;
  /** People who were named. @default - absent: no call named one */
  readonly users?: number | undefined;
  /** Of the calls that named a person. */
  readonly costPerUserUsd?: number | undefined;
}

/** One group with its figures; `key` is absent for calls without such a label. */
export interface CostGroupFigures extends CostFigures {
  readonly key?: string | undefined;
}

/** Groups that an answer has no room for, taken together. */
export interface OmittedGroups extends CostFigures {
  /** How many they are. */
  readonly count: number;
}

/** What a tally comes to. */
export interface CostSummary {
  readonly total: CostFigures;
  /** The dearest first; days in their order. */
  readonly groups: readonly CostGroupFigures[];
  /** @default - absent: all groups are there */
  readonly omittedGroups?: OmittedGroups | undefined;
}

/** Adds up rows as they are read: it keeps groups and the people in them, and no row. */
export interface CostTally {
  readonly add: (page: CostPage) => void;
  /** Rows that were added so far. */
  readonly rows: () => number;
  readonly summarise: () => CostSummary;
}

/** Most groups of one answer: some 500 bytes each, and Lambda's answer may have 6 MB (AWS Lambda quotas). */
export const MOST_ANSWERED_GROUPS = 1_000;

/** Calls that belong together. */
interface Members {
  readonly key?: string | undefined;
  sums: CostSums;
  /** Of the calls that named a person. */
  named: CostSums;
  /** Numbers of the persons: the same hash of two tenants is two persons. */
  readonly people: Set<number>;
  talk: Talk;
}

/** Begins a tally of nothing. */
export function createCostTally(by: CostGroup): CostTally {
  const people = new Map<string, number>();
  const total = toMembers(undefined);
  const groups = new Map<string | undefined, Members>();
  const talks = new Map<string, Talk>();
  const knowsTalk = by === 'day' || by === 'tenant';
  let count = 0;
  const addRow = (row: CostRow): void => {
    const members = groups.get(row[by]) ?? toMembers(row[by]);
    groups.set(row[by], members);
    for (const each of [total, members]) addTo(each, row, row.user === undefined ? undefined : toPerson(row));
    count += 1;
  };
  const toPerson = ({ tenant, user }: CostRow): number => {
    const name = JSON.stringify([tenant, user]);
    const person = people.get(name) ?? people.size;
    people.set(name, person);
    return person;
  };
  const addTalkOf = (row: RatingRow | ConversationRow): void => {
    total.talk = addTalk(total.talk, row);
    if (knowsTalk) talks.set(row[by], addTalk(talks.get(row[by]) ?? NO_TALK, row));
  };
  return {
    rows: () => count,
    add: (page) => {
      page.rows.forEach(addRow);
      page.ratings.forEach(addTalkOf);
      page.conversations.forEach(addTalkOf);
    },
    summarise: () => {
      for (const members of groups.values()) members.talk = talks.get(members.key ?? '') ?? NO_TALK;
      const sorted = [...groups.values()].toSorted(by === 'day' ? byKey : dearestFirst);
      const omitted = sorted.slice(MOST_ANSWERED_GROUPS);
      return {
        total: toFigures(total, true),
        groups: sorted.slice(0, MOST_ANSWERED_GROUPS).map((members) => ({
          ...(members.key !== undefined && { key: members.key }),
          ...toFigures(members, knowsTalk),
        })),
        ...(omitted.length > 0 && {
          omittedGroups: { count: omitted.length, ...toFigures(merge(omitted), knowsTalk) },
        }),
      };
    },
  };
}

const toMembers = (key: string | undefined): Members => ({
  ...{ key, sums: NO_COSTS, named: NO_COSTS, people: new Set<number>(), talk: NO_TALK },
});

function addTo(members: Members, row: CostRow, person: number | undefined): void {
  members.sums = addSums(members.sums, row);
  if (person === undefined) return;
  members.named = addSums(members.named, row);
  members.people.add(person);
}

function merge(all: readonly Members[]): Members {
  const merged = toMembers(undefined);
  for (const { sums, named, people, talk } of all) {
    merged.sums = addSums(merged.sums, sums);
    merged.named = addSums(merged.named, named);
    merged.talk = joinTalk(merged.talk, talk);
    for (const person of people) merged.people.add(person);
  }
  return merged;
}

function toFigures({ sums, named, people, talk }: Members, knowsTalk: boolean): CostFigures {
  const { costPicodollars, cacheSavedPicodollars, ...counts } = sums;
  return {
    ...counts,
    ...(isPriced(sums) && {
      costUsd: toUsd(costPicodollars),
      cacheSavedUsd: toUsd(cacheSavedPicodollars),
      costPerThousandRequestsUsd: per(sums, sums.pricedCalls, 1_000n),
    }),
    ...(people.size > 0 && { users: people.size, costPerUserUsd: per(named, people.size) }),
    ...(knowsTalk && toTalkFigures(talk, sums)),
  };
}

/** What is left to say when no day was added up: no cost, no saving, rating or conversation is known, and none is zero. */
export function withoutAmounts({
  costUsd: _cost,
  cacheSavedUsd: _saved,
  acceptedAnswers: _accepted,
  ratedAnswers: _rated,
  callsInConversations: _calls,
  ...counts
}: CostFigures): CostFigures {
  return counts;
}

const byKey = (left: Members, right: Members): number => ((left.key ?? '') < (right.key ?? '') ? -1 : 1);

const dearestFirst = (left: Members, right: Members): number =>
  compare(right.sums.costPicodollars, left.sums.costPicodollars) ||
  right.sums.calls - left.sums.calls ||
  byKey(left, right);

const compare = (left: bigint, right: bigint): number => (left < right ? -1 : Number(left > right));

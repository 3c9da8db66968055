import { type PricedSums, per } from './quotient.ts';
import type { ConversationRow, RatingRow } from './row.ts';

/** What is known of calls by tenant and day only: the conversations that they belong to, and what people said of them. */
export interface Talk extends Omit<ConversationRow, 'day' | 'tenant'>, Omit<RatingRow, 'day' | 'tenant'> {}

/** The same, as people read it. @default - all absent: the group is neither a day nor a tenant */
export interface TalkFigures {
  /**
   * Conversations of each UTC day, added up over the days: one that goes on past midnight counts on each of its days.
   * @default - absent: no call named one
   */
  readonly conversations?: number | undefined;
  /** Calls that named their conversation; the others are in no conversation's cost. */
  readonly callsInConversations?: number | undefined;
  /** Of the calls that named a conversation. */
  readonly costPerConversationUsd?: number | undefined;
  /** Ratings that were positive. */
  readonly acceptedAnswers?: number | undefined;
  /** All ratings. @default - absent: a day was added up by a version that kept the positive ones only */
  readonly ratedAnswers?: number | undefined;
  /** The average cost of a priced call, times the ratings that it takes to get a positive one. */
  readonly costPerAcceptedAnswerUsd?: number | undefined;
}

/** Of no call. */
export const NO_TALK: Talk = {
  calls: 0,
  pricedCalls: 0,
  unpricedCalls: 0,
  costPicodollars: 0n,
  conversations: 0,
  accepted: 0,
  rated: 0,
};

/** Adds a row. */
export const addTalk = (talk: Talk, row: RatingRow | ConversationRow): Talk =>
  joinTalk(talk, 'accepted' in row ? { ...NO_TALK, rated: undefined, ...row } : { ...NO_TALK, ...row });

/** Adds up two. */
export function joinTalk(left: Talk, right: Talk): Talk {
  return {
    calls: left.calls + right.calls,
    pricedCalls: left.pricedCalls + right.pricedCalls,
    unpricedCalls: left.unpricedCalls + right.unpricedCalls,
    costPicodollars: left.costPicodollars + right.costPicodollars,
    conversations: left.conversations + right.conversations,
    accepted: left.accepted + right.accepted,
    rated: left.rated === undefined || right.rated === undefined ? undefined : left.rated + right.rated,
  };
}

/** @param sums of all calls of the group, whether they name a conversation or not */
export function toTalkFigures(talk: Talk, sums: PricedSums): TalkFigures {
  const { conversations, accepted, rated } = talk;
  return {
    callsInConversations: talk.calls,
    ...(conversations > 0 && { conversations, costPerConversationUsd: per(talk, conversations) }),
    acceptedAnswers: accepted,
    ...(rated !== undefined && { ratedAnswers: rated }),
    costPerAcceptedAnswerUsd: perAccepted(sums, talk),
  };
}

/**
 * An accepted answer bears what the rejected ones cost. Nobody rates every answer, so the rated ones are taken to cost
 * what a call costs on average; dividing all cost by the ratings that happened to come in would say how rarely people
 * rate.
 */
function perAccepted(sums: PricedSums, { accepted, rated }: Talk): number | undefined {
  if (rated === undefined || accepted <= 0) return undefined;
  return sums.pricedCalls > 0 ? per(sums, sums.pricedCalls * accepted, BigInt(rated)) : undefined;
}

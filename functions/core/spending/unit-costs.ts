import { toCount } from '../maturity/wording.ts';
import type { RecordedFigures } from './recorded.ts';
import type { UnitCost } from './spending.ts';

/** A unit that cost is divided by. */
interface UnitDefinition {
  readonly id: string;
  readonly title: string;
  readonly usd: (figures: RecordedFigures) => number | undefined;
  /** What it is divided by. */
  readonly basis: (figures: RecordedFigures) => string;
  /** Why there is nothing to divide by, and what changes it. */
  readonly absent: string;
}

/** Every unit cost of the page: a row each. */
const UNITS: readonly UnitDefinition[] = [
  {
    id: 'thousand_requests',
    title: '1,000 requests',
    usd: ({ costPerThousandRequestsUsd }) => costPerThousandRequestsUsd,
    basis: ({ pricedCalls }) => `${toCount(pricedCalls, 'call')} with a price`,
    absent: 'no call has a price',
  },
  {
    id: 'user',
    title: 'user',
    usd: ({ costPerUserUsd }) => costPerUserUsd,
    basis: ({ users = 0 }) => `${toCount(users, 'person', 'people')} named, and the calls that name them`,
    absent: 'no call names its user: send the header x-waymark-user',
  },
  {
    id: 'conversation',
    title: 'conversation',
    usd: ({ costPerConversationUsd }) => costPerConversationUsd,
    basis: ({ conversations = 0, callsInConversations = 0, calls }) =>
      `${toCount(conversations, 'conversation')} in ${callsInConversations} of ${toCount(calls, 'call')}`,
    absent: 'no call names its conversation: send the header x-waymark-conversation',
  },
  {
    id: 'accepted_answer',
    title: 'accepted answer',
    usd: ({ costPerAcceptedAnswerUsd }) => costPerAcceptedAnswerUsd,
    basis: ({ acceptedAnswers = 0, ratedAnswers = 0 }) =>
      `${acceptedAnswers} of ${toCount(ratedAnswers, 'rating')} positive`,
    absent: 'no answer was rated positive: send ratings to POST /v1/feedback',
  },
];

/** What one of each unit cost; a unit that cannot be said keeps its row. */
export function toUnitCosts(figures: RecordedFigures): readonly UnitCost[] {
  return UNITS.map(({ id, title, usd, basis, absent }) => {
    const cost = usd(figures);
    return cost === undefined
      ? { id, title, words: absent }
      : { id, title, usd: cost, words: basis(figures) };
  });
}

import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import { TrailEvent } from '#core/maturity/trail-event.ts';
import type { Clock, EvidenceContext } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer, unexpectedAnswer } from './answer.ts';
import type { Call } from './metered-calls.ts';
import { readPages } from './pages.ts';

/** IAM action of every lookup. */
export const LOOKUP = 'cloudtrail:LookupEvents';
/** LookupEvents takes two requests a second per account and Region. */
const SPACING_MS = 500;
/** Most events of one page (API limit). */
export const EVENTS_PER_PAGE = 50;

const Answer = z.object({
  NextToken: optionalText,
  Events: listOf(z.object({ CloudTrailEvent: optionalText })),
});

/** Looks events up, the newest first. */
export type LookUpEvents = (request: {
  readonly eventName: string;
  /** `window` of the assessment, or all that CloudTrail remembers (90 days). */
  readonly period: 'window' | 'all';
  readonly pages: number;
  readonly context: EvidenceContext;
}) => Promise<readonly TrailEvent[]>;

/** One queue for all facts that look events up: the limit is the account's. */
export function createEventLookup({
  client,
  call,
  clock,
}: {
  readonly client: CloudTrailClient;
  readonly call: Call;
  readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
}): LookUpEvents {
  const inTurn = createTurns(clock);
  return ({ eventName, period, pages, context: { window, signal } }) =>
    readPages(pages, async (token) => {
      const command = new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
        ...(period === 'window' && { StartTime: new Date(window.start), EndTime: new Date(window.end) }),
        MaxResults: EVENTS_PER_PAGE,
        NextToken: token,
      });
      const send = () => call(LOOKUP, () => client.send(command, { abortSignal: signal }));
      const answer = await inTurn(send, signal);
      const { Events: events, NextToken: next } = readAnswer(Answer, answer);
      return { items: events.map(({ CloudTrailEvent: json }) => readEvent(json)), next: next ?? undefined };
    });
}

/** One call after the other, and no two begin within the spacing: calls under way together would arrive together. */
function createTurns(clock: Pick<Clock, 'monotonicMs' | 'sleep'>) {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  let before: Promise<unknown> = Promise.resolve();
  return <Answer>(send: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> => {
    const turn = before.then(async () => {
      const waitMs = freeAtMs - clock.monotonicMs();
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      freeAtMs = clock.monotonicMs() + SPACING_MS;
      return send();
    });
    before = turn.catch(() => undefined); // a call that failed holds nobody up
    return turn;
  };
}

function readEvent(json: string | null | undefined): TrailEvent {
  try {
    return TrailEvent.parse(JSON.parse(json ?? ''));
  } catch {
    throw unexpectedAnswer();
  }
}

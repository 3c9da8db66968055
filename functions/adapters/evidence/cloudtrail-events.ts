import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import { TrailEvent } from '#core/maturity/trail-event.ts';
import type { Clock, EvidenceContext } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer, unexpectedAnswer } from './answer.ts';
import type { Call } from './metered-calls.ts';
import { type Listing, readPages } from './pages.ts';
import { oncePerAssessment } from './source.ts';

/** IAM action of every lookup. */
export const LOOKUP = 'cloudtrail:LookupEvents';
/** LookupEvents takes two requests a second per account and Region. */
const SPACING_MS = 500;
/** Most events of one page (API limit). */
export const EVENTS_PER_PAGE = 50;
/** Pages of one kind of change. */
export const CHANGE_PAGES = 2;

const Answer = z.object({
  NextToken: optionalText,
  Events: listOf(z.object({ CloudTrailEvent: optionalText })),
});

/** Looks events of the assessment's window up, the newest first. */
export type LookUpEvents = (request: {
  readonly eventName: string;
  readonly pages: number;
  readonly context: EvidenceContext;
}) => Promise<Listing<TrailEvent>>;

/** One queue for all facts that look events up: the limit is the account's. What two facts ask for is looked up once. */
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
  const lookUp = (eventName: string, pages: number, { window, signal }: EvidenceContext) =>
    readPages(pages, async (token) => {
      const command = new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
        StartTime: new Date(window.start),
        EndTime: new Date(window.end),
        MaxResults: EVENTS_PER_PAGE,
        NextToken: token,
      });
      const send = () => call(LOOKUP, () => client.send(command, { abortSignal: signal }));
      const answer = await inTurn(send, signal);
      const { Events: events, NextToken: next } = readAnswer(Answer, answer);
      return { items: events.map(({ CloudTrailEvent: json }) => readEvent(json)), next: next ?? undefined };
    });
  const lookedUp = oncePerAssessment(() => Promise.resolve(new Map<string, Promise<Listing<TrailEvent>>>()));
  return async ({ eventName, pages, context }) => {
    const known = await lookedUp(context);
    const key = `${eventName} ${pages}`;
    const events = known.get(key) ?? lookUp(eventName, pages, context);
    known.set(key, events);
    return events;
  };
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

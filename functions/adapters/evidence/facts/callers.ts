import { principalOf, roleNameOf, type TrailEvent } from '#core/maturity/trail-event.ts';
import type { FactSource } from '#functions/ports.ts';
import { unexpectedAnswer } from '../answer.ts';
import { EVENTS_PER_PAGE, LOOKUP, type LookUpEvents } from '../cloudtrail-events.ts';
import type { Listing } from '../pages.ts';
import { factSource } from '../source.ts';

/** Bedrock Runtime's management events: the only ones of its calls that LookupEvents shows. */
const EVENT_NAMES = ['InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'] as const;
/** Names of callers that the report shows. */
const MAX_PRINCIPALS = 10;
/** By whichever way a caller is deployed, it calls. */
const NO_PIPELINE = /(?!)/;

/** The newest calls by who made them, over one span of time. A service's calls (an agent's) and refused ones are no way to a model. */
export function callers(lookUp: LookUpEvents): FactSource<'callers'> {
  return factSource({
    id: 'callers',
    call: LOOKUP,
    query: ({ gatewayRoleArn }) =>
      `EventName=${EVENT_NAMES.join(' | ')}, the newest ${EVENTS_PER_PAGE} each, of the time that all of these reach back; gateway: ${roleNameOf(gatewayRoleArn) ?? 'none'}`,
    read: async (context) => {
      const pages = await Promise.all(
        EVENT_NAMES.map((eventName) => lookUp({ eventName, pages: 1, context })),
      );
      const sinceMs = Math.max(Date.parse(context.window.start), ...pages.map(reachesBackToMs));
      const events = pages.flatMap(({ items }) => items).filter((event) => timeOf(event) >= sinceMs);
      const names = events.flatMap(callerOf);
      const gateway = roleNameOf(context.gatewayRoleArn);
      const others = names.filter((name) => name !== gateway);
      return {
        since: new Date(sinceMs).toISOString(),
        sampled: names.length,
        throughGateway: names.length - others.length,
        otherPrincipals: [...new Set(others)].toSorted().slice(0, MAX_PRINCIPALS),
      };
    },
  });
}

function callerOf(event: TrailEvent): readonly string[] {
  if (event.errorCode?.startsWith('AccessDenied')) return [];
  const { kind, name } = principalOf(event, NO_PIPELINE);
  return kind === 'service' ? [] : [name];
}

const timeOf = ({ eventTime }: TrailEvent): number => Date.parse(eventTime);

/**
 * How far back a sample reaches: that of a busy operation minutes, that of a rare one weeks. Only of the time that all
 * of them cover is a share a share.
 */
function reachesBackToMs({ items, isComplete }: Listing<TrailEvent>): number {
  if (isComplete) return Number.NEGATIVE_INFINITY;
  if (items.length === 0) throw unexpectedAnswer();
  return Math.min(...items.map(timeOf));
}

import { principalOf, roleNameOf, type TrailEvent } from '#core/maturity/trail-event.ts';
import type { FactSource } from '#functions/ports.ts';
import { EVENTS_PER_PAGE, LOOKUP, type LookUpEvents } from '../cloudtrail-events.ts';
import { factSource } from '../source.ts';

/** Bedrock Runtime's management events: the only ones of its calls that LookupEvents shows. */
const EVENT_NAMES = ['InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'] as const;
/** Names of callers that the report shows. */
const MAX_PRINCIPALS = 10;
/** Nobody deploys by calling a model. */
const NO_PIPELINE = /(?!)/;

/** The newest calls by who made them. A service's calls (an agent's) and refused ones are no way to a model. */
export function callers(lookUp: LookUpEvents): FactSource<'callers'> {
  return factSource({
    id: 'callers',
    call: LOOKUP,
    query: ({ gatewayRoleArn }) =>
      `EventName=${EVENT_NAMES.join(' | ')}, the newest ${EVENTS_PER_PAGE} each; gateway: ${roleNameOf(gatewayRoleArn) ?? 'none'}`,
    read: async (context) => {
      const pages = await Promise.all(
        EVENT_NAMES.map((eventName) => lookUp({ eventName, period: 'window', pages: 1, context })),
      );
      const names = pages.flat().flatMap(callerOf);
      const gateway = roleNameOf(context.gatewayRoleArn);
      const others = names.filter((name) => name !== gateway);
      return {
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
  return kind === 'hand' ? [name] : [];
}

import { principalOf } from '#core/maturity/trail-event.ts';
import type { FactSource } from '#functions/ports.ts';
import { CHANGE_PAGES, EVENTS_PER_PAGE, LOOKUP, type LookUpEvents } from '../cloudtrail-events.ts';
import { factSource } from '../source.ts';

/** Changes to guardrails, prompts, agents and logging. Functions are left out: an account's may have nothing to do with models. */
const EVENT_NAMES = [
  'CreateGuardrail',
  'UpdateGuardrail',
  'DeleteGuardrail',
  'CreateGuardrailVersion',
  'CreatePrompt',
  'UpdatePrompt',
  'DeletePrompt',
  'CreatePromptVersion',
  'PutModelInvocationLoggingConfiguration',
  'DeleteModelInvocationLoggingConfiguration',
  'CreateAgent',
  'UpdateAgent',
  'DeleteAgent',
  'UpdateAgentAlias',
] as const;
/** Names of people that the report shows. */
const MAX_PRINCIPALS = 10;

/** Changes in the window by who made them; what AWS's own services do is left out. */
export function changes(lookUp: LookUpEvents, pipelineRoles: RegExp): FactSource<'changes'> {
  return factSource({
    id: 'changes',
    call: LOOKUP,
    query: `EventName=${EVENT_NAMES.join(' | ')}, the newest ${CHANGE_PAGES * EVENTS_PER_PAGE} each, without failed ones; pipeline: ${pipelineRoles.source}`,
    read: async (context) => {
      const pages = await Promise.all(
        EVENT_NAMES.map((eventName) => lookUp({ eventName, pages: CHANGE_PAGES, context })),
      );
      const made = pages.flatMap(({ items }) => items).filter(({ errorCode }) => !errorCode);
      const principals = made.map((event) => principalOf(event, pipelineRoles));
      const byHand = principals.filter(({ kind }) => kind === 'hand').map(({ name }) => name);
      const count = (wanted: 'pipeline' | 'template') =>
        principals.filter(({ kind }) => kind === wanted).length;
      return {
        byPipeline: count('pipeline'),
        byTemplate: count('template'),
        byHand: byHand.length,
        principalsByHand: [...new Set(byHand)].toSorted().slice(0, MAX_PRINCIPALS),
        isComplete: pages.every(({ isComplete }) => isComplete),
      };
    },
  });
}

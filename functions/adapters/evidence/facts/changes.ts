import { principalOf } from '#core/maturity/trail-event.ts';
import type { FactSource } from '#functions/ports.ts';
import { EVENTS_PER_PAGE, LOOKUP, type LookUpEvents } from '../cloudtrail-events.ts';
import { factSource } from '../source.ts';

/** Changes to guardrails, prompts, logging and functions, as CloudTrail names them (Lambda's carry a date). */
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
  'UpdateFunctionCode20150331v2',
  'UpdateFunctionConfiguration20150331v2',
] as const;
/** Pages per event name. */
const PAGES = 2;
/** Names of people that the report shows. */
const MAX_PRINCIPALS = 10;

/** Changes in the window by who made them; what AWS's own services do is left out. */
export function changes(lookUp: LookUpEvents, pipelineRoles: RegExp): FactSource<'changes'> {
  return factSource({
    id: 'changes',
    call: LOOKUP,
    query: `EventName=${EVENT_NAMES.join(' | ')}, the newest ${PAGES * EVENTS_PER_PAGE} each, without failed ones; pipeline: ${pipelineRoles.source}`,
    read: async (context) => {
      const pages = await Promise.all(
        EVENT_NAMES.map((eventName) => lookUp({ eventName, period: 'window', pages: PAGES, context })),
      );
      const made = pages.flat().filter(({ errorCode }) => !errorCode);
      const principals = made.map((event) => principalOf(event, pipelineRoles));
      const byHand = principals.filter(({ kind }) => kind === 'hand').map(({ name }) => name);
      return {
        byPipeline: principals.filter(({ kind }) => kind === 'pipeline').length,
        byHand: byHand.length,
        principalsByHand: [...new Set(byHand)].toSorted().slice(0, MAX_PRINCIPALS),
      };
    },
  });
}

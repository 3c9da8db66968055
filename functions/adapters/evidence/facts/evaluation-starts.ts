import type { FactSource } from '#functions/ports.ts';
import { LOOKUP, type LookUpEvents } from '../cloudtrail-events.ts';
import { factSource } from '../source.ts';

/** Started evaluation jobs that CloudTrail remembers (90 days); presence is what counts, so one page is enough. */
export function evaluationStarts(lookUp: LookUpEvents): FactSource<'evaluationStarts'> {
  return factSource({
    id: 'evaluationStarts',
    call: LOOKUP,
    query: 'EventName=CreateEvaluationJob, 90 days, the newest 50, without failed ones',
    read: async (context) => {
      const events = await lookUp({ eventName: 'CreateEvaluationJob', period: 'all', pages: 1, context });
      return { events: events.filter(({ errorCode }) => !errorCode).length };
    },
  });
}

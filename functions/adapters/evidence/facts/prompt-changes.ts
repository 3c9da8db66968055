import type { FactSource } from '#functions/ports.ts';
import { LOOKUP, type LookUpEvents } from '../cloudtrail-events.ts';
import { factSource } from '../source.ts';

const PAGES = 2;

/** New prompt versions in the window. */
export function promptChanges(lookUp: LookUpEvents): FactSource<'promptChanges'> {
  return factSource({
    id: 'promptChanges',
    call: LOOKUP,
    query: 'EventName=CreatePromptVersion, the newest 100 of the window, without failed ones',
    read: async (context) => {
      const events = await lookUp({
        eventName: 'CreatePromptVersion',
        period: 'window',
        pages: PAGES,
        context,
      });
      return { events: events.filter(({ errorCode }) => !errorCode).length };
    },
  });
}

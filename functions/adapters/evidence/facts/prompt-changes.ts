import type { FactSource } from '#functions/ports.ts';
import { CHANGE_PAGES, LOOKUP, type LookUpEvents } from '../cloudtrail-events.ts';
import { factSource } from '../source.ts';

/** New prompt versions in the window: the lookup that `changes` makes as well. */
export function promptChanges(lookUp: LookUpEvents): FactSource<'promptChanges'> {
  return factSource({
    id: 'promptChanges',
    call: LOOKUP,
    query: 'EventName=CreatePromptVersion, the newest 100 of the window, without failed ones',
    read: async (context) => {
      const { items, isComplete } = await lookUp({
        eventName: 'CreatePromptVersion',
        pages: CHANGE_PAGES,
        context,
      });
      return { events: items.filter(({ errorCode }) => !errorCode).length, isComplete };
    },
  });
}

import type { FactSource } from '#functions/ports.ts';
import { LIST_GUARDRAILS, type PinnedFilters, type ReadGuardrails } from './guardrails.ts';
import { factSource, now } from './source.ts';

/** A fact about what the guardrails' pinned versions filter. */
export function guardrailFact<Id extends 'sensitiveInformationFilter' | 'groundingFilter'>(
  id: Id,
  filter: keyof PinnedFilters,
  readGuardrails: ReadGuardrails,
): FactSource<'sensitiveInformationFilter' | 'groundingFilter'> & { readonly id: Id } {
  const source = factSource<'sensitiveInformationFilter' | 'groundingFilter'>({
    id,
    call: LIST_GUARDRAILS,
    query: 'ListGuardrails with status READY, versions of each, GetGuardrail of the newest numbered version',
    window: now,
    read: async (context) => {
      const { items: guardrails, isComplete } = await readGuardrails(context);
      const pinned = guardrails.filter((filters) => filters !== undefined);
      return {
        ready: guardrails.length,
        pinned: pinned.length,
        filtering: pinned.filter((filters) => filters[filter]).length,
        isComplete,
      };
    },
  });
  return { ...source, id };
}

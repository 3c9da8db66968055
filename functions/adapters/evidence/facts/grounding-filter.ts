import { guardrailFact } from '../guardrail-fact.ts';
import type { ReadGuardrails } from '../guardrails.ts';

/** Guardrails that check whether answers are grounded in their sources. */
export const groundingFilter = (readGuardrails: ReadGuardrails) =>
  guardrailFact('groundingFilter', 'grounding', readGuardrails);

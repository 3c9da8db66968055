import { guardrailFact } from '../guardrail-fact.ts';
import type { ReadGuardrails } from '../guardrails.ts';

/** Guardrails that filter personal data. */
export const sensitiveInformationFilter = (readGuardrails: ReadGuardrails) =>
  guardrailFact('sensitiveInformationFilter', 'sensitiveInformation', readGuardrails);

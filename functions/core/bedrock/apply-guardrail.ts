import * as z from 'zod/mini';
import { readAssessments } from './guardrail-assessment.ts';
import { type AnswerObservation, emptyObservation } from './observation.ts';

const Answer = z.object({
  action: z.optional(z.string()),
  assessments: z.optional(z.array(z.unknown())),
});
const Request = z.object({ source: z.enum(['INPUT', 'OUTPUT']) });

/** Reads ApplyGuardrail's answer; the side is what the caller named as `source`. It has no tokens. */
export function observeApplyGuardrail(body: unknown, request: unknown): AnswerObservation {
  const parsed = z.safeParse(Answer, body);
  if (!parsed.success) return emptyObservation('not_applicable');
  const side = z.safeParse(Request, request).data?.source === 'OUTPUT' ? 'output' : 'input';
  return {
    ...emptyObservation('not_applicable'),
    guardrailIntervened: parsed.data.action === 'GUARDRAIL_INTERVENED',
    ...readAssessments(parsed.data.assessments ?? [], side),
  };
}

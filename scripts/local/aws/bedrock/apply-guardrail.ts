import * as z from 'zod';
import { type ServiceAnswer, ServiceError } from '../wire.ts';
import type { GuardrailCheck } from './call-report.ts';
import { actionReason } from './converse-answer.ts';
import { assess } from './guardrail/assess.ts';
import { type FindGuardrail, UNKNOWN_GUARDRAIL } from './guardrail/known.ts';
import { toGuardrail } from './guardrail/reference.ts';
import { parseJsonBody } from './json-body.ts';

const ApplyGuardrailRequest = z.looseObject({
  source: z.enum(['INPUT', 'OUTPUT']),
  content: z.array(z.looseObject({ text: z.looseObject({ text: z.string() }).optional() })).min(1),
  outputScope: z.enum(['INTERVENTIONS', 'FULL']).default('INTERVENTIONS'),
});

/** ApplyGuardrail: one assessment of all texts together. */
export function applyGuardrail({
  identifier,
  version,
  body,
  findGuardrail,
  onVerdict,
}: {
  readonly identifier: string;
  readonly version: string;
  readonly body: Buffer;
  readonly findGuardrail: FindGuardrail;
  readonly onVerdict: (check: GuardrailCheck) => void;
}): ServiceAnswer {
  const guardrail = findGuardrail(toGuardrail(identifier, version));
  if (!guardrail) throw new ServiceError('ResourceNotFoundException', UNKNOWN_GUARDRAIL, { status: 404 });
  const { source, content, outputScope } = ApplyGuardrailRequest.parse(parseJsonBody(body));
  const text = content.flatMap((block) => (block.text ? [block.text.text] : [])).join('\n');
  const verdict = assess({ text, side: source, guardrail, isFull: outputScope === 'FULL' });
  onVerdict({ guardrail, source, verdict });
  const isIntervention = verdict.action !== 'NONE';
  const answer = {
    usage: verdict.usage,
    action: isIntervention ? 'GUARDRAIL_INTERVENED' : 'NONE',
    actionReason: actionReason([verdict.action]),
    outputs: isIntervention ? [{ text: verdict.text }] : [],
    assessments: [verdict.assessment],
    guardrailCoverage: verdict.coverage,
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(answer), 'utf8'),
  };
}

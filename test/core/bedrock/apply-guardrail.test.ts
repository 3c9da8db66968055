import { describe, expect, it } from 'vitest';
import { observeApplyGuardrail } from '#core/bedrock/apply-guardrail.ts';

const answer = {
  action: 'GUARDRAIL_INTERVENED',
  outputs: [{ text: 'canary' }],
  assessments: [
    {
      sensitiveInformationPolicy: { piiEntities: [{ match: 'canary', type: 'EMAIL', action: 'ANONYMIZED' }] },
    },
  ],
  usage: { topicPolicyUnits: 1 },
};

describe('observeApplyGuardrail', () => {
  it.each([
    [{ source: 'INPUT' }, 'input'],
    [{ source: 'OUTPUT' }, 'output'],
    [{}, 'input'],
    [undefined, 'input'],
  ])('counts the findings of %j on the side %s', (request, side) => {
    const seen = observeApplyGuardrail(answer, request);

    expect(seen).toMatchObject({
      usage: { status: 'unknown', reason: 'not_applicable' },
      guardrailIntervened: true,
      guardrailCounts: [{ policy: 'sensitiveInformationPolicy', type: 'EMAIL', side, count: 1 }],
    });
    expect(JSON.stringify(seen)).not.toContain('canary');
  });

  it('knows that a guardrail let the text pass', () => {
    const seen = observeApplyGuardrail({ action: 'NONE', outputs: [], assessments: [] }, { source: 'INPUT' });

    expect(seen).toMatchObject({ guardrailIntervened: false, guardrailCounts: [] });
  });

  it.each([undefined, null, 'text', { assessments: 1 }])('reads nothing in %j', (body) => {
    expect(observeApplyGuardrail(body, {})).toMatchObject({
      guardrailIntervened: false,
      guardrailCounts: [],
    });
  });
});

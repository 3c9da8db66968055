import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bedrockPath } from '#core/bedrock/operation.ts';

describe('bedrockPath', () => {
  it.each([
    ['Converse', { modelId: 'amazon.nova-lite-v1:0' }, '/model/amazon.nova-lite-v1%3A0/converse'],
    [
      'InvokeModelWithResponseStream',
      { modelId: 'arn:aws:bedrock:us-east-1:1:inference-profile/us.x' },
      '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x/invoke-with-response-stream',
    ],
    [
      'ApplyGuardrail',
      { guardrailIdentifier: 'gr1', guardrailVersion: 'DRAFT' },
      '/guardrail/gr1/version/DRAFT/apply',
    ],
    ['Converse', { modelId: "a!'()*b" }, '/model/a%21%27%28%29%2Ab/converse'],
  ] as const)('writes the path of %s', (operation, parameters, expected) => {
    expect(bedrockPath(operation, parameters)).toBe(expected);
  });

  it('keeps a parameter within its one segment', () => {
    fc.assert(
      fc.property(fc.string(), (modelId) => {
        const segments = bedrockPath('Converse', { modelId }).split('/');

        expect(segments).toHaveLength(4);
        expect(decodeURIComponent(segments[2] ?? '')).toBe(modelId);
      }),
    );
  });
});

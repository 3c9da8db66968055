import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmbeddingModel, MAX_MODEL_ID_LENGTH, parseModelId } from '#core/bedrock/model-id.ts';

const ARN = 'arn:aws:bedrock:us-east-1:123456789012:';

describe('parseModelId', () => {
  it.each([
    ['amazon.nova-lite-v1:0'],
    ['anthropic.claude-sonnet-5'],
    ['meta.llama3-70b-instruct-v1:0'],
    ['ai21.jamba-1-5-mini-v1:0'],
    ['amazon.nova-pro-v1:0:300k'],
    ['amazon.titan-embed-text-v2:0'],
    ['zai.glm-4.7'],
    ['newcomer.model-v1'],
  ])('takes %s for a foundation model', (text) => {
    const id = parseModelId(text);

    expect(id).toEqual({ kind: 'foundation-model', resourceId: text, baseModel: text });
  });

  it.each(['us', 'eu', 'apac', 'jp', 'au', 'in', 'us-gov', 'global'])(
    'takes the prefix %s. for a geography',
    (geography) => {
      const id = parseModelId(`${geography}.anthropic.claude-sonnet-5`);

      expect(id).toEqual({
        kind: 'inference-profile',
        resourceId: `${geography}.anthropic.claude-sonnet-5`,
        baseModel: 'anthropic.claude-sonnet-5',
        geography,
      });
    },
  );

  it.each([
    [
      'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
      { kind: 'foundation-model', resourceId: 'amazon.nova-lite-v1:0', baseModel: 'amazon.nova-lite-v1:0' },
    ],
    [
      `${ARN}inference-profile/us.amazon.nova-lite-v1:0`,
      {
        kind: 'inference-profile',
        resourceId: 'us.amazon.nova-lite-v1:0',
        baseModel: 'amazon.nova-lite-v1:0',
        geography: 'us',
      },
    ],
    [
      'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-sonnet-5',
      {
        kind: 'inference-profile',
        resourceId: 'us-gov.anthropic.claude-sonnet-5',
        baseModel: 'anthropic.claude-sonnet-5',
        geography: 'us-gov',
      },
    ],
    [
      `${ARN}application-inference-profile/a1b2c3d4e5f6`,
      { kind: 'application-inference-profile', resourceId: 'a1b2c3d4e5f6', baseModel: 'a1b2c3d4e5f6' },
    ],
    [
      `${ARN}provisioned-model/abcdefghijkl`,
      { kind: 'provisioned-model', resourceId: 'abcdefghijkl', baseModel: 'abcdefghijkl' },
    ],
    [
      `${ARN}default-prompt-router/anthropic.claude:1`,
      { kind: 'prompt-router', resourceId: 'anthropic.claude:1', baseModel: 'anthropic.claude:1' },
    ],
    [`${ARN}prompt-router/r1`, { kind: 'prompt-router', resourceId: 'r1', baseModel: 'r1' }],
    [
      `${ARN}prompt/PROMPT1234:7`,
      { kind: 'prompt', resourceId: 'PROMPT1234:7', baseModel: 'PROMPT1234', version: '7' },
    ],
    [`${ARN}prompt/PROMPT1234`, { kind: 'prompt', resourceId: 'PROMPT1234', baseModel: 'PROMPT1234' }],
    [`${ARN}imported-model/m123`, { kind: 'imported-model', resourceId: 'm123', baseModel: 'm123' }],
    [`${ARN}custom-model-deployment/d123`, { kind: 'imported-model', resourceId: 'd123', baseModel: 'd123' }],
  ])('takes %s apart', (text, expected) => {
    const id = parseModelId(text);

    expect(id).toEqual(expected);
  });

  it.each([
    '',
    ' ',
    '.',
    '..',
    '../amazon.nova-lite-v1:0',
    'amazon.nova lite',
    'amazon.nova-lite-v1:0\n',
    'amazon.nova-lite-v1:0\u0000',
    'ämazon.nova',
    'arn:aws:s3:::bucket/key',
    'arn:aws:bedrock:us-east-1:1:constructor/x',
    'arn:aws:bedrock:us-east-1:1:__proto__/x',
    'arn:aws:bedrock:us-east-1::foundation-model/',
    'arn:',
  ])('refuses %j', (text) => {
    const id = parseModelId(text);

    expect(id).toBeUndefined();
  });

  it('accepts the longest identifier and refuses one character more', () => {
    const longest = 'a'.repeat(MAX_MODEL_ID_LENGTH);

    const [kept, refused] = [parseModelId(longest), parseModelId(`${longest}a`)];

    expect(kept?.resourceId).toBe(longest);
    expect(refused).toBeUndefined();
  });

  it('never throws, and what it accepts is printable ASCII', () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `arn:aws:bedrock:us-east-1:123456789012:${text}`),
      fc.string({
        unit: fc.constantFrom('us', '.', ':', '/', 'arn', 'aws', 'bedrock', '-', 'prompt', '%2F'),
      }),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        const id = parseModelId(text);

        expect(id === undefined || /^[!-~]+$/.test(id.baseModel)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('isEmbeddingModel', () => {
  it.each([
    ['amazon.titan-embed-text-v2:0', true],
    ['cohere.embed-english-v3', true],
    ['amazon.nova-lite-v1:0', false],
  ])('says of %s: %s', (baseModel, expected) => {
    expect(isEmbeddingModel(baseModel)).toBe(expected);
  });
});

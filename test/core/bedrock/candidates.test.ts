import { describe, expect, it } from 'vitest';
import { type ModelPolicy, resolveCandidates } from '#core/bedrock/candidates.ts';

const APPLICATION_PROFILE =
  'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';
const policy: ModelPolicy = {
  allowed: ['us.amazon.nova-lite-v1:0', 'global.anthropic.claude-sonnet-5', APPLICATION_PROFILE],
  aliases: {
    fast: ['us.amazon.nova-lite-v1:0', 'global.anthropic.claude-sonnet-5', 'amazon.nova-micro-v1:0'],
  },
};

describe('resolveCandidates', () => {
  it('allows a listed model and records its base model', () => {
    const result = resolveCandidates('us.amazon.nova-lite-v1:0', 'Converse', policy);

    expect(result).toEqual({
      status: 'allowed',
      candidates: [{ modelId: 'us.amazon.nova-lite-v1:0', baseModel: 'amazon.nova-lite-v1:0' }],
    });
  });

  it('allows the ARN of a listed profile and asks Bedrock by it', () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0';

    const result = resolveCandidates(arn, 'Converse', policy);

    expect(result).toMatchObject({ candidates: [{ modelId: arn, baseModel: 'amazon.nova-lite-v1:0' }] });
  });

  it.each([
    ['inference-profile/us.amazon.nova-lite-v1:0', '123456789012', 'allowed'],
    ['inference-profile/us.amazon.nova-lite-v1:0', '999999999999', 'not_allowed'],
    ['inference-profile/us.amazon.nova-lite-v1:0', '1', 'not_allowed'],
    ['foundation-model/amazon.titan-text-v1', '', 'allowed'],
    ['foundation-model/amazon.titan-text-v1', '999999999999', 'not_allowed'],
  ])('answers for %s of account %j in account 123456789012: %s', (resource, account, status) => {
    const listed = ['us.amazon.nova-lite-v1:0', 'amazon.titan-text-v1'];
    const ours: ModelPolicy = { allowed: listed, aliases: {}, accountId: '123456789012' };

    const result = resolveCandidates(`arn:aws:bedrock:us-east-1:${account}:${resource}`, 'Converse', ours);

    expect(result.status).toBe(status);
  });

  it('allows the listed ARN of another account as it is, and its id by no other name', () => {
    const foreign = 'arn:aws:bedrock:us-east-1:999999999999:inference-profile/us.amazon.nova-lite-v1:0';
    const ours: ModelPolicy = { allowed: [foreign], aliases: {}, accountId: '123456789012' };

    const asListed = resolveCandidates(foreign, 'Converse', ours);
    const bare = resolveCandidates('us.amazon.nova-lite-v1:0', 'Converse', ours);

    expect([asListed.status, bare.status]).toEqual(['allowed', 'not_allowed']);
  });

  it('allows an opaque ARN only as it is listed', () => {
    const listed = resolveCandidates(APPLICATION_PROFILE, 'Converse', policy);
    const bare = resolveCandidates('a1b2c3d4e5f6', 'Converse', policy);
    const other = resolveCandidates(
      APPLICATION_PROFILE.replace('us-east-1', 'us-west-2'),
      'Converse',
      policy,
    );

    expect(listed.status).toBe('allowed');
    expect(bare.status).toBe('not_allowed');
    expect(other.status).toBe('not_allowed');
  });

  it.each([
    ['amazon.nova-lite-v1:0', 'not_allowed'],
    ['eu.amazon.nova-lite-v1:0', 'not_allowed'],
    ['US.amazon.nova-lite-v1:0', 'not_allowed'],
    ['us.amazon.nova-lite-v1:0:300k', 'not_allowed'],
    ['constructor', 'not_allowed'],
    ['__proto__', 'malformed'],
    ['', 'malformed'],
    ['us.amazon.nova-lite-v1:0/../x y', 'malformed'],
  ])('answers for %j: %s', (requested, status) => {
    const result = resolveCandidates(requested, 'Converse', policy);

    expect(result.status).toBe(status);
  });

  it('resolves an alias to its members in order', () => {
    const result = resolveCandidates('fast', 'ConverseStream', policy);

    expect(result).toMatchObject({
      candidates: [
        { baseModel: 'amazon.nova-lite-v1:0' },
        { baseModel: 'anthropic.claude-sonnet-5' },
        { baseModel: 'amazon.nova-micro-v1:0' },
      ],
    });
  });

  it.each(['InvokeModel', 'InvokeModelWithResponseStream'] as const)(
    'keeps the fallbacks of %s with the provider whose body it carries',
    (operation) => {
      const result = resolveCandidates('fast', operation, policy);

      expect(result).toMatchObject({
        candidates: [{ baseModel: 'amazon.nova-lite-v1:0' }, { baseModel: 'amazon.nova-micro-v1:0' }],
      });
      expect(result.status === 'allowed' && result.candidates).toHaveLength(2);
    },
  );

  it('allows nothing through an alias without members', () => {
    const result = resolveCandidates('empty', 'Converse', { allowed: [], aliases: { empty: [] } });

    expect(result).toEqual({ status: 'not_allowed' });
  });
});

import { describe, expect, it } from 'vitest';
import { readEnvironment } from '#adapters/environment.ts';
import { GatewayEnvironment } from '#functions/gateway/event.ts';
import { toSettings } from '#functions/gateway/settings.ts';
import { createFakeGateway } from './fake-gateway.ts';

const MODEL = 'us.amazon.nova-lite-v1:0';
const environment = {
  AWS_REGION: 'us-east-1',
  STAGE: 'test',
  ALLOWED_MODELS: JSON.stringify([MODEL]),
  MODEL_ALIASES: '{}',
  CALL_TIMEOUT_MS: '1000',
  MAX_ATTEMPTS: '2',
  MAX_REQUEST_BYTES: '1024',
  HASH_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:hash-AbCdEf',
};
const settings = toSettings(readEnvironment(GatewayEnvironment, environment));
const profileOf = (account: string) => `arn:aws:bedrock:us-east-1:${account}:inference-profile/${MODEL}`;

describe('toSettings', () => {
  it('takes the function’s account from its secret', () => {
    expect(settings.models).toEqual({ allowed: [MODEL], aliases: {}, accountId: '123456789012' });
  });

  it.each([
    ['123456789012', 200],
    ['999999999999', 403],
  ])('makes the profile of account %s answer with %i', async (account, expected) => {
    const gateway = createFakeGateway(settings);

    const { status } = await gateway.call({ path: { modelId: profileOf(account) } });

    expect(status).toBe(expected);
    expect(gateway.requests).toHaveLength(expected === 200 ? 1 : 0);
  });
});

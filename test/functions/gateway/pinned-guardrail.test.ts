import { describe, expect, it } from 'vitest';
import { createFakeGateway } from './fake-gateway.ts';

const GUARDRAIL_ARN = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1abc';
const APPLY_ROUTE = '/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply';
const INVOKE_ROUTE = '/model/{modelId}/invoke';

const named = {
  Converse: (guardrailIdentifier: string, guardrailVersion: unknown) => ({
    body: { messages: [], guardrailConfig: { guardrailIdentifier, guardrailVersion } },
  }),
  InvokeModel: (identifier: string, version: unknown) => ({
    route: INVOKE_ROUTE,
    headers: {
      'X-Amzn-Bedrock-GuardrailIdentifier': identifier,
      'X-Amzn-Bedrock-GuardrailVersion': String(version),
    },
  }),
  ApplyGuardrail: (guardrailIdentifier: string, version: unknown) => ({
    route: APPLY_ROUTE,
    path: { guardrailIdentifier, guardrailVersion: String(version) },
    body: { source: 'INPUT', content: [] },
  }),
};

describe.each(Object.entries(named))('the stack’s guardrail named by a caller of %s', (operation, name) => {
  it.each([
    ['gr1abc', 'DRAFT'],
    ['gr1abc', '2'],
    ['GR1ABC', 'DRAFT'],
    [GUARDRAIL_ARN, 'DRAFT'],
  ])('as %s in version %s is refused with the version that is allowed', async (identifier, version) => {
    const gateway = createFakeGateway({ guardrail: { identifier: GUARDRAIL_ARN, version: '3' } });

    const { status, headers, body, record } = await gateway.call(name(identifier, version));

    expect(status).toBe(403);
    expect(headers['x-amzn-errortype']).toBe('AccessDeniedException');
    expect(JSON.parse(body.toString()).message).toContain('in version 3 only');
    expect(gateway.requests).toHaveLength(0);
    expect(record).toMatchObject({ operation, outcome: 'client_error', status: 403, attempts: 0 });
  });

  it.each(['gr1abc', GUARDRAIL_ARN])(
    'as %s in its own version goes on as the caller’s',
    async (identifier) => {
      const gateway = createFakeGateway({ guardrail: { identifier: 'gr1abc', version: '3' } });

      const { status, record } = await gateway.call(name(identifier, '3'));

      expect(status).toBe(200);
      expect(gateway.requests).toHaveLength(1);
      expect(record?.guardrail).toMatchObject({ identifier, version: '3', origin: 'caller' });
    },
  );

  it('is not mixed up with another guardrail, whose version is Bedrock’s to judge', async () => {
    const gateway = createFakeGateway({ guardrail: { identifier: GUARDRAIL_ARN, version: '3' } });

    const { status } = await gateway.call(name('gr2', 'DRAFT'));

    expect(status).toBe(200);
  });
});

it('the stack’s guardrail named without a version is refused', async () => {
  const gateway = createFakeGateway({ guardrail: { identifier: 'gr1abc', version: '3' } });

  const { status } = await gateway.call(named.Converse('gr1abc', 3));

  expect(status).toBe(403);
});

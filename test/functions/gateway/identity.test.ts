import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeGateway } from './fake-gateway.ts';

describe('the tenant', () => {
  it.each([
    ['the header', { headers: { 'X-Waymark-Tenant': 'rival' } }, true],
    ['request metadata', { body: { requestMetadata: { tenant: 'rival' } } }, true],
    ['the same name', { headers: { 'x-waymark-tenant': 'acme' } }, false],
    ['nothing', {}, false],
  ])('is the key’s own when the caller claims another by %s', async (_title, options, tenantMismatch) => {
    const gateway = createFakeGateway();

    const { record } = await gateway.call(options);

    expect(record).toMatchObject({ tenant: 'acme', tenantMismatch });
  });

  it('is the key’s own whatever is claimed', async () => {
    const gateway = createFakeGateway();
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (inHeader, inBody) => {
        const { record } = await gateway.call({
          headers: { 'x-waymark-tenant': inHeader, baggage: `tenant=${inHeader}` },
          body: { tenant: inBody, requestMetadata: { tenant: inBody } },
        });

        expect(record?.tenant).toBe('acme');
      }),
    );
  });
});

describe.each([
  ['user', 'X-Waymark-User'],
  ['conversation', 'X-Waymark-Conversation'],
] as const)('the %s', (label, header) => {
  it.each([
    ['the header', { headers: { [header]: 'alice@example.com' } }],
    ['request metadata', { body: { requestMetadata: { [label]: 'alice@example.com' } } }],
  ])('named by %s is recorded as a hash only', async (_title, options) => {
    const hash = async (text: string, purpose?: string) => `${purpose} of ${text.length}`;
    const gateway = createFakeGateway({}, [], { systemPromptHash: { hash } });

    const { record } = await gateway.call(options);

    expect(record?.[label]).toBe(`${label} of 17`);
    expect(JSON.stringify(record)).not.toContain('alice');
  });

  it('is absent when nobody names one, and when the hash cannot be made', async () => {
    const gateway = createFakeGateway({}, [], {
      systemPromptHash: { hash: () => Promise.reject(new Error()) },
    });

    expect((await gateway.call()).record?.[label]).toBeUndefined();
    expect((await gateway.call({ headers: { [header]: 'bob' } })).record?.[label]).toBeUndefined();
  });
});

describe('forwarded headers', () => {
  it('are the content type, accept and Bedrock’s own', async () => {
    const gateway = createFakeGateway();

    await gateway.call({
      headers: {
        Accept: 'application/json',
        Host: 'gateway.example.com',
        Cookie: 'a=b',
        'User-Agent': 'sdk',
        'X-Amz-Security-Token': 'token',
        'X-Amz-Date': '20261121T000000Z',
        'X-Forwarded-For': '10.0.0.1',
        'x-waymark-application': 'shop',
        'X-Amzn-Bedrock-Service-Tier': 'flex',
        'x-amzn-bedrock-from-the-future': 'yes',
        'Amz-Sdk-Request': 'attempt=1',
      },
    });

    expect(gateway.requests[0]?.headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-amzn-bedrock-service-tier': 'flex',
      'x-amzn-bedrock-from-the-future': 'yes',
    });
  });
});

describe('a hostile call', () => {
  it.each([
    ['names of the prototype', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
    ['metadata of the prototype', '{"requestMetadata":{"__proto__":"x","constructor":"y"}}'],
    ['a hundred thousand attributes', `{"requestMetadata":{${attributes(6_000)}}}`],
    ['objects nested a thousand deep', `{"messages":${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}}`],
    ['a system prompt nested too deep', `{"system":[{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}]}`],
    ['a guardrail nested too deep', `{"guardrailConfig":{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`],
  ])('with %s is answered, recorded and leaves no trace', async (_title, body) => {
    const guardrail = { identifier: 'gr1', version: '1' };
    const gateway = createFakeGateway({ guardrail });

    const { status, record } = await gateway.call({ body });

    expect([200, 400]).toContain(status);
    expect(record?.tenant).toBe('acme');
    expect(gateway.defects).toEqual([]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('cannot write control characters into its record', async () => {
    const gateway = createFakeGateway();

    const { record } = await gateway.call({
      headers: {
        'x-waymark-application': 'a\r\n{"tenant":"rival"}',
        'x-waymark-feature': '\u001b[2J\u0000',
        'x-amzn-trace-id': 'Root=1\u202e\ud800;Parent=x',
      },
      body: { requestMetadata: { promptId: 'p\u200b\u2028' } },
    });

    const written = JSON.stringify(record);
    expect(written).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(written).not.toMatch(/\\u00|\\r|\\n|\\ud/);
  });
});

function attributes(count: number): string {
  return Array.from({ length: count }, (_, index) => `"name${index}":"v"`).join(',');
}

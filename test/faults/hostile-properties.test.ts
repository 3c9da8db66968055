import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observeConverseRequest } from '#core/bedrock/converse.ts';
import { readLabels } from '#core/invocation/labels.ts';
import { isTenantName } from '#core/keys/tenant.ts';
import { GatewayEvent } from '#functions/gateway/event.ts';
import { readCall } from '#functions/gateway/read-call.ts';
import { MODEL } from '../support/converse-call.ts';

describe('B01: 100,000 hostile requests', () => {
  it('never reach a prototype or become a label they do not carry', () => {
    const names = fc.constantFrom(
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      '__proto__.x',
      'tenant',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constant('forged'),
        fc.dictionary(names, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    const before = Object.getOwnPropertyNames(Object.prototype);

    fc.assert(
      fc.property(fc.dictionary(names, tree, { maxKeys: 3 }), tree, (metadata, rest) => {
        const text = JSON.stringify({ requestMetadata: metadata, messages: [rest], system: rest });
        const labels = readLabels({}, observeConverseRequest(JSON.parse(text)).metadata);
        return labels.application === undefined && labels.feature === undefined;
      }),
      { numRuns: 100_000 },
    );

    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});

describe('B06: 10,000 forged tenants', () => {
  const settings = {
    stage: 'test',
    region: 'us-east-1',
    models: { allowed: [MODEL], aliases: {} },
    callTimeoutMs: 1_000,
    maxAttempts: 1,
    maxRequestBytes: 1_000_000,
  };
  const header = fc.constantFrom(
    'tenant',
    'x-tenant',
    'x-waymark-tenant',
    'baggage',
    'x-amzn-authorizer',
    'X-Waymark-Tenant',
  );
  const member = fc.constantFrom('tenant', 'tenantId', 'authorizer', 'requestContext', 'requestMetadata');

  it('lose against the tenant of the key', async () => {
    const forged = fc.string({ minLength: 1, maxLength: 80 }).filter((name) => name !== 'real');
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(header, forged),
        fc.dictionary(member, forged),
        forged,
        async (headers, body, claimed) => {
          const event = GatewayEvent.parse({
            resource: '/model/{modelId}/converse',
            httpMethod: 'POST',
            headers,
            pathParameters: { modelId: MODEL, tenant: claimed },
            body: JSON.stringify({ ...body, requestMetadata: { tenant: claimed }, messages: [] }),
            requestContext: { requestId: 'r', authorizer: { tenant: 'real', keyId: 'k' } },
          });
          const read = await readCall(event, 'Converse', settings);
          const { tenant } = read.status === 'call' ? read.call : read.facts;
          return tenant === 'real';
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('B07: tenant names', () => {
  const candidate = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[a-zA-Z0-9-]{1,70}$/),
    fc.stringMatching(/^[a-z0-9-]{1,63}$/),
  );

  it('are accepted only in their one canonical form, so that no two can collide', () => {
    let accepted = 0;
    fc.assert(
      fc.property(candidate, (name) => {
        if (!isTenantName(name)) return;
        accepted += 1;
        expect(name).toBe(name.normalize('NFKC').toLowerCase().trim());
        expect(encodeURIComponent(name)).toBe(name);
        expect(name.length).toBeLessThanOrEqual(63);
      }),
      { numRuns: 10_000 },
    );

    expect(accepted).toBeGreaterThan(1_000);
  });
});

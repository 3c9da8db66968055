import { AccessDeniedException, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { defaultClient } from '../clients/bedrock-client.ts';
import { callModel, converseBody, errorOf, MODEL } from '../support/converse-call.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { CONVERSE_ANSWER, sendJson } from '../support/scripted-bedrock.ts';

const underTest = useScriptedStack();

describe('a credential that is not good', () => {
  it.each([
    ['missing', {}],
    ['empty', { authorization: '' }],
    ['of another scheme', { authorization: 'Basic dGVzdHM6dGVzdHM=' }],
    ['a key in the wrong place', { 'x-api-key': `wmk_${'0'.repeat(16)}_${'A'.repeat(43)}` }],
    ['very long', { authorization: `Bearer wmk_${'a'.repeat(6_000)}` }],
  ])('%s is 401 and reaches neither gateway nor Bedrock', async (_name, headers) => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
    const linesBefore = underTest().stack.logLines('gateway').length;

    const answer = await httpCall(underTest().baseUrl, {
      path: `/model/${encodeURIComponent(MODEL)}/converse`,
      headers,
      body: converseBody('Hello.'),
    });

    expect(answer.status).toBe(401);
    expect(errorOf(answer).type).toBe('AccessDeniedException');
    expect(underTest().stack.logLines('gateway')).toHaveLength(linesBefore);
    expect(underTest().bedrock.received).toHaveLength(0);
  });

  it('revoked is 403 as soon as the authorizer looks again', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
    const { key, keyId } = await underTest().stack.createKey('leaver', 'to be revoked');
    const before = await callWith(key);

    await underTest().stack.revokeKey(keyId);
    await underTest().stack.recycleFunctions();
    const after = await callWith(key);

    expect(before.status).toBe(200);
    expect(after.status).toBe(403);
    expect(errorOf(after).type).toBe('AccessDeniedException');
  });

  it('expired is 403, and an SDK client throws AccessDeniedException', async () => {
    const { key } = await underTest().stack.createKey('leaver', 'expired', '2020-01-01T00:00:00.000Z');
    const client = defaultClient({ ...underTest(), key, model: MODEL }, { maxAttempts: 1 });

    const sent = client.send(
      new ConverseCommand({ modelId: MODEL, messages: [{ role: 'user', content: [{ text: 'Hi' }] }] }),
    );

    await expect(sent).rejects.toBeInstanceOf(AccessDeniedException);
    await expect(sent).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    client.destroy();
  });

  it('with one character changed is 401', async () => {
    const { key } = underTest();
    const last = key.endsWith('A') ? 'B' : 'A';

    const answer = await callWith(`${key.slice(0, -1)}${last}`);

    expect(answer.status).toBe(401);
  });
});

function callWith(key: string): Promise<HttpAnswer> {
  return callModel(
    { ...underTest(), authorization: { authorization: `Bearer ${key}` } },
    converseBody('Hello.'),
  );
}

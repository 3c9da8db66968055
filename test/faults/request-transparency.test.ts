import { describe, expect, it } from 'vitest';
import { callModel, converseBody, MODEL } from '../support/converse-call.ts';
import { httpCall } from '../support/http-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { CONVERSE_ANSWER, type ReceivedRequest, sendJson } from '../support/scripted-bedrock.ts';

const underTest = useScriptedStack();

const OWN_GUARDRAIL =
  '"guardrailConfig":{"guardrailIdentifier":"own","guardrailVersion":"3","trace":"enabled"}';

/** What JSON.parse and JSON.stringify would not bring back. */
const AWKWARD_BODIES = {
  'unknown fields': `{${OWN_GUARDRAIL},"messages":[],"fieldOfNextYear":{"deep":[{"er":true}]}}`,
  'big integers': `{${OWN_GUARDRAIL},"messages":[],"seed":9007199254740993,"id":123456789012345678901234567890}`,
  'exact decimals': `{${OWN_GUARDRAIL},"messages":[],"a":1.0,"b":1e2,"c":0.1000,"d":-0}`,
  'duplicate names': `{${OWN_GUARDRAIL},"messages":[],"twice":1,"twice":2,"messages":[]}`,
  'odd whitespace': ` \t\r\n{ ${OWN_GUARDRAIL} ,\r\n\t"messages" : [ ]\n}\n\n `,
  escapes: `{${OWN_GUARDRAIL},"messages":[],"text":"\\u0041\\/\\ud83d\\ude00\\u0000","\\u0061":1}`,
  'lone surrogates': `{${OWN_GUARDRAIL},"messages":[],"text":"\\ud800 \\udc00"}`,
  'text outside ASCII': `{${OWN_GUARDRAIL},"messages":[],"text":"äß漢字\u{1f469}\u200d\u{1f4bb}\u2028"}`,
} as const;

describe('what Bedrock receives', () => {
  it.each(Object.entries(AWKWARD_BODIES))('is the caller’s bytes, with %s', async (_name, body) => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));

    const answer = await callModel(underTest(), body);

    expect(answer.status).toBe(200);
    expect(received().body.toString('latin1')).toBe(Buffer.from(body).toString('latin1'));
  });

  it.each(Object.entries(AWKWARD_BODIES))(
    'is the caller’s bytes in a native call, with %s',
    async (_name, body) => {
      underTest().bedrock.play((_request, response) => sendJson(response, {}));

      await callModel(underTest(), body, { operation: 'invoke' });

      expect(received().body.toString('latin1')).toBe(Buffer.from(body).toString('latin1'));
    },
  );

  it.each(Object.entries(AWKWARD_BODIES))(
    'has the stack’s guardrail put in and nothing else changed, with %s',
    async (_name, awkward) => {
      underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
      const body = awkward.replace(`${OWN_GUARDRAIL},`, '').replace(`${OWN_GUARDRAIL} ,`, '');

      await callModel(underTest(), body);

      const sent = received().body.toString('utf8');
      const [inserted = ''] = /"guardrailConfig":\{[^}]*\},/.exec(sent) ?? [];
      expect(Object.keys(JSON.parse(`{${inserted.slice(0, -1)}}`).guardrailConfig).sort()).toEqual([
        'guardrailIdentifier',
        'guardrailVersion',
        'trace',
      ]);
      expect(sent.replace(inserted, '')).toBe(body);
    },
  );

  it('goes to the path and with the headers the caller chose, without the credential', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, {}));

    await callModel(underTest(), '{"inputText":"Hi"}', {
      operation: 'invoke',
      headers: {
        accept: 'application/json',
        cookie: 'session=1',
        'x-amzn-bedrock-field-of-next-year': 'kept',
        'x-amzn-bedrock-performanceconfig-latency': 'optimized',
        'x-waymark-feature': 'search',
      },
    });

    const { path, headers } = received();
    expect(path).toBe(`/model/${encodeURIComponent(MODEL)}/invoke`);
    expect(headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-amzn-bedrock-field-of-next-year': 'kept',
      'x-amzn-bedrock-performanceconfig-latency': 'optimized',
    });
    expect(headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=/);
    expect(JSON.stringify(headers)).not.toContain('wmk_');
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('x-waymark-feature');
  });

  it('is asked for by each form of model id as the caller wrote it', async () => {
    const arn = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${MODEL}`;
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));

    const answer = await callModel(underTest(), converseBody('Hello.'), { model: arn });

    expect(answer.status).toBe(200);
    expect(received().path).toBe(`/model/${encodeURIComponent(arn)}/converse`);
  });

  it('reads a colon in the path that the caller did not encode', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));

    const answer = await httpCall(underTest().baseUrl, {
      path: `/model/${MODEL}/converse`,
      headers: underTest().authorization,
      body: converseBody('Hello.'),
    });

    expect(answer.status).toBe(200);
    expect(received().path).toBe(`/model/${encodeURIComponent(MODEL)}/converse`);
  });
});

/** The one request that reached Bedrock. */
function received(): ReceivedRequest {
  const [request, ...others] = underTest().bedrock.received;
  if (!request || others.length > 0) throw new Error(`One request was expected, ${others.length + 1} came.`);
  return request;
}

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { callModel, converseBody, errorOf, MODEL } from '../support/converse-call.ts';
import { httpCall } from '../support/http-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { CONVERSE_ANSWER, sendJson } from '../support/scripted-bedrock.ts';

const underTest = useScriptedStack();

describe('requests that are not what they should be', () => {
  it('unknown routes are 404', async () => {
    const answer = await httpCall(underTest().baseUrl, {
      path: '/model/x/async-invoke',
      headers: underTest().authorization,
      body: '{}',
    });

    expect(answer.status).toBe(404);
    expect(errorOf(answer).type).toBe('ResourceNotFoundException');
  });

  it.each(['%', '%2', '%zz', '%00', '%0d%0aset-cookie:%20x', '..%2f..%2fguardrail', '%ff'])(
    'model id %s is refused',
    async (segment) => {
      underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));

      const answer = await httpCall(underTest().baseUrl, {
        path: `/model/${segment}/converse`,
        headers: underTest().authorization,
        body: converseBody('Hello.'),
      });

      expect([400, 403, 404]).toContain(answer.status);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(underTest().bedrock.received).toHaveLength(0);
    },
  );

  it('control bytes in its head end that connection and harm nobody', async () => {
    const { hostname, port } = new URL(underTest().baseUrl);
    const socket = connect(Number(port), hostname);
    socket.write(`POST /model/${MODEL}/converse HTTP/1.1\r\nhost: x\r\nx-bad: \u001b]0;\u0007\u0000\r\n\r\n`);

    const reply = await text(socket);
    const answer = await callModel(underTest(), converseBody('Hello.'));

    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.status).toBe(200);
  });
});

import { CloudWatchClient, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import { afterAll, describe, expect, it } from 'vitest';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { callModel, converseBody, MODEL } from '../support/converse-call.ts';
import { httpCall } from '../support/http-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { beginStream, sendError, sendJson, toFrame } from '../support/scripted-bedrock.ts';
import { CANARIES_PER_PLACE, canaries, canariesIn, PLACES, type Place } from './canaries.ts';
import {
  chatRequest,
  converseAnswer,
  converseRequest,
  guardrailAssessment,
  guardrailTrace,
  requestHeaders,
  streamFrames,
} from './carriers.ts';
import { watchTraffic } from './traffic.ts';

const underTest = useScriptedStack({ MAX_ATTEMPTS: '1' });
const INDEXES = Array.from({ length: CANARIES_PER_PLACE }, (_, index) => index);

const traffic = watchTraffic(underTest);
const { send, note, recordOf } = traffic;

describe('200 canaries', () => {
  it('are 200', () => {
    expect(new Set(Object.values(canaries).flat()).size).toBe(200);
    expect(canariesIn(Buffer.from(` ${canaries.userPrompt[0]} `).toString('base64'))).toEqual([
      canaries.userPrompt[0],
    ]);
  });

  it.each(INDEXES)('pass through a Converse call, number %i', async (index) => {
    underTest().bedrock.play((_request, response) => sendJson(response, converseAnswer(index)));

    const answer = await send(
      `/converse?q=${canaries.query[index]}`,
      converseRequest(index),
      requestHeaders(index),
    );

    expect(answer.status).toBe(200);
    expect(answer.body.toString('utf8')).toContain(canaries.answerText[index]);
    expect(answer.body.toString('utf8')).not.toContain(canaries.guardrailMatch[index]);
  });

  it.each(INDEXES)('pass through a stream, number %i', async (index) => {
    underTest().bedrock.play((_request, response) => {
      beginStream(response);
      response.end(Buffer.concat(streamFrames(index)));
    });

    const answer = await send('/converse-stream', converseRequest(index), requestHeaders(index));

    expect(answer.status).toBe(200);
    expect(answer.body.toString('utf8')).toContain(canaries.answerText[index]);
    expect(answer.body.toString('utf8')).not.toContain(canaries.guardrailMatch[index]);
  });

  it.each(INDEXES)('pass through a chat, number %i', async (index) => {
    const ask = async (body: string): Promise<void> => {
      const answer = await httpCall(underTest().baseUrl, {
        path: '/v1/chat/completions',
        headers: { ...underTest().authorization, ...requestHeaders(index) },
        body,
      });
      note(answer);

      expect(answer.status).toBe(200);
      expect(answer.body.toString('utf8')).toContain(canaries.answerText[index]);
      expect(answer.body.toString('utf8')).not.toContain(canaries.guardrailMatch[index]);
      expect(await recordOf(answer)).toMatchObject({ route: '/v1/chat/completions' });
    };
    const chat = chatRequest(index, MODEL);
    underTest().bedrock.play((_request, response) => sendJson(response, converseAnswer(index)));
    await ask(chat);
    underTest().bedrock.play((_request, response) => {
      beginStream(response);
      response.end(Buffer.concat(streamFrames(index)));
    });
    await ask(chat.replace('{', '{"stream":true,'));
  });

  it.each(INDEXES)('are refused as a chat without being quoted, number %i', async (index) => {
    const wrong = canaries.wrongBody[index] ?? '';
    const chat = { model: MODEL, messages: [{ role: 'user', content: 'Hi' }] };
    const bodies = [
      { ...chat, seed: wrong },
      { ...chat, temperature: wrong },
      { ...chat, tool_choice: wrong },
      { ...chat, user: { name: wrong } },
      { ...chat, metadata: { customer: [wrong] } },
      { ...chat, response_format: { type: wrong } },
      { ...chat, messages: [{ role: wrong, content: wrong }] },
      { ...chat, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: wrong } }] }] },
    ];
    for (const body of bodies) {
      const answer = await httpCall(underTest().baseUrl, {
        path: '/v1/chat/completions',
        headers: underTest().authorization,
        body: JSON.stringify(body),
      });
      await recordOf(answer);

      expect(answer.status).toBe(400);
      traffic.worded.push(JSON.stringify(answer.headers), answer.body.toString('utf8'));
    }
  });

  it.each(INDEXES)('pass through a native call, number %i', async (index) => {
    underTest().bedrock.play((_request, response) =>
      sendJson(response, {
        content: [{ type: 'text', text: canaries.answerText[index] }],
        stop_reason: 'stop_sequence',
        stop_sequence: canaries.stopSequence[index],
        usage: { input_tokens: 7, output_tokens: 3 },
        'amazon-bedrock-guardrailAction': 'INTERVENED',
        'amazon-bedrock-trace': { guardrail: guardrailTrace(index) },
      }),
    );
    const body = {
      system: canaries.systemPrompt[index],
      messages: [{ role: 'user', content: canaries.userPrompt[index] }],
    };
    const metadata = JSON.stringify({ customer: canaries.metadataValue[index] });

    const answer = await send('/invoke', JSON.stringify(body), {
      'x-amzn-bedrock-request-metadata': metadata,
    });

    expect(answer.status).toBe(200);
    expect(answer.body.toString('utf8')).not.toContain(canaries.guardrailMatch[index]);
  });

  it.each(INDEXES)('pass through a guardrail call, number %i', async (index) => {
    underTest().bedrock.play((_request, response) =>
      sendJson(response, {
        action: 'GUARDRAIL_INTERVENED',
        outputs: [{ text: canaries.guardrailContent[index] }],
        assessments: [guardrailAssessment(index)],
      }),
    );

    const answer = await httpCall(underTest().baseUrl, {
      path: '/guardrail/gr1/version/1/apply',
      headers: underTest().authorization,
      body: JSON.stringify({
        source: 'INPUT',
        content: [{ text: { text: canaries.guardrailContent[index] } }],
      }),
    });
    note(answer);

    expect(answer.status).toBe(200);
    expect(await recordOf(answer)).toMatchObject({ outcome: 'guardrail_intervened' });
  });

  it.each(INDEXES)('stand in errors of Bedrock, number %i', async (index) => {
    const message = `Malformed input near ${canaries.upstreamError[index]}, please reformat.`;
    const errors = [
      { status: 400, type: 'ValidationException' },
      { status: 429, type: 'ThrottlingException' },
      { status: 500, type: 'InternalServerException' },
    ];
    for (const error of errors) {
      underTest().bedrock.play((_request, response) => sendError(response, { ...error, message }));
      const answer = await send('/converse', converseRequest(index));
      expect(answer.status).toBe(error.status);
    }
    underTest().bedrock.play((_request, response) => {
      beginStream(response);
      response.end(toFrame(message, { message })); // an event type nobody knows
    });
    await send('/converse-stream', converseRequest(index));
    underTest().bedrock.play((_request, response) => sendJson(response, `not JSON ${message}`));
    await send('/converse', converseRequest(index));
  });

  it.each(INDEXES)('are refused without being quoted, number %i', async (index) => {
    const broken = canaries.brokenBody[index] ?? '';
    const wrong = canaries.wrongBody[index] ?? '';
    const bodies = [
      broken,
      `{"messages":"${broken}`,
      `{${broken}}`,
      `"${wrong}"`,
      `["${wrong}"]`,
      `${wrong}`.repeat(50_000),
    ];
    for (const body of bodies) {
      const answer = await send('/converse', body);
      expect([400, 413]).toContain(answer.status);
      traffic.worded.push(answer.body.toString('utf8'));
    }
    const wrongTypes = {
      messages: wrong,
      system: { text: wrong },
      requestMetadata: [wrong],
      guardrailConfig: wrong,
    };
    underTest().bedrock.play((_request, response) => sendJson(response, {}));
    await send('/converse', JSON.stringify(wrongTypes));
  });

  it.each(INDEXES)('are no feedback, number %i', async (index) => {
    const comment = canaries.feedback[index] ?? '';
    const bodies = [
      JSON.stringify({ requestId: 'r-1', rating: 'positive', comment, text: comment }),
      JSON.stringify({ requestId: 'r-1', rating: comment }),
      JSON.stringify({ requestId: 'r-1', rating: 'negative', reason: `The answer said: ${comment}` }),
      JSON.stringify({ requestId: { text: comment }, rating: 'negative' }),
      comment,
      `{"requestId":"${comment}`,
      JSON.stringify({ requestId: '6f2b0c5e-9d64-4a0f-8f4e-0d6a7c2f9b11', rating: 'positive' }), // is taken
    ];
    for (const body of bodies) {
      traffic.travelled.push(body);
      const answer = await httpCall(underTest().baseUrl, {
        path: '/v1/feedback',
        headers: underTest().authorization,
        body,
      });
      traffic.worded.push(JSON.stringify(answer.headers), answer.body.toString('utf8'));
    }
  });

  it.each(INDEXES)('are no credentials, number %i', async (index) => {
    const canary = canaries.credential[index] ?? '';
    for (const authorization of [`Bearer ${canary}`, `Basic ${canary}`, canary, `Bearer wmk_${canary}`]) {
      traffic.travelled.push(authorization);
      const answer = await callModel(underTest(), converseBody('Hello.'), { headers: { authorization } });
      expect([401, 403]).toContain(answer.status);
      traffic.worded.push(JSON.stringify(answer.headers), answer.body.toString('utf8'));
    }
  });
});

describe('none of them', () => {
  it('was missing from the traffic', () => {
    const seen = new Set(canariesIn(traffic.travelled.join('\n')));
    const missing = PLACES.filter((place: Place) => !canaries[place].every((canary) => seen.has(canary)));

    expect(missing).toEqual([]);
  });

  it.each(['gateway', 'authorizer', 'feedback', 'access'])('is in the log of %s', (source) => {
    const lines = underTest().stack.logLines(source);

    expect(lines.length).toBeGreaterThan(0);
    expect(canariesIn(lines.join('\n'))).toEqual([]);
  });

  it('is in a metric or a dimension', async () => {
    const { endpoint } = underTest().stack.aws;
    const client = new CloudWatchClient({
      endpoint,
      region: 'us-east-1',
      credentials: LOCAL_CREDENTIALS,
    });
    afterAll(() => client.destroy());
    const pages: string[] = [];
    for await (const page of paginateListMetrics({ client }, {})) pages.push(JSON.stringify(page.Metrics));

    expect(pages.join('\n')).toContain('Requests');
    expect(canariesIn(pages.join('\n'))).toEqual([]);
  });

  it('is in a head, in a trace header or in an error that the gateway worded', () => {
    expect(traffic.worded.length).toBeGreaterThan(100);
    expect(canariesIn(traffic.worded.join('\n'))).toEqual([]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { readInvocationLine } from '#core/invocation/read-line.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import { ROUTES, toRouteKey } from '#infra/routes.ts';
import { run } from '#scripts/emulator/command.ts';
import { emulatorEnvironment } from '#scripts/emulator/credentials.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { emulation, MODEL } from './emulation.ts';
import { logLinesWith } from './services.ts';

const CreatedKey = z.object({ key: z.string(), keyId: z.string() });

const authorization = `Bearer ${emulation.key}`;
const converse = `/model/${encodeURIComponent(MODEL)}/converse`;

function ask(text: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
  const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] });
  return httpCall(emulation.baseUrl, { path: converse, headers: { authorization, ...headers }, body });
}

/** Runs `npm run keys` against the stack, as its operator would. */
function keys(...parameters: readonly string[]): Promise<string> {
  const { KeysTableName = '', HashSecretArn = '' } = emulation.outputs;
  const where = ['--table', KeysTableName, '--secret-arn', HashSecretArn];
  return run({
    program: 'npm',
    parameters: ['run', '--silent', 'keys', '--', ...parameters, ...where],
    environment: { ...process.env, ...emulatorEnvironment(emulation.endpoint) },
  });
}

const messageOf = ({ body }: HttpAnswer): string => JSON.parse(body.toString()).message;

/** MiniStack adds API Gateway's own error type after the one of the template's gateway response. */
const errorTypeOf = ({ headers }: HttpAnswer): string | undefined =>
  String(headers['x-amzn-errortype']).split(',')[0];

async function recordOf(answer: HttpAnswer): Promise<InvocationRecord> {
  const requestId = String(answer.headers['x-waymark-bedrock-request-id']);
  const [line = ''] = await vi.waitFor(async () => {
    const lines = await logLinesWith(requestId);
    expect(lines).toHaveLength(1);
    return lines;
  });
  return readInvocationLine(JSON.parse(line));
}

describe('the deployed API', () => {
  it.each(ROUTES.map((route) => [toRouteKey(route), route] as const))(
    'refuses %s without a key',
    async (_name, { method, path }) => {
      const answer = await httpCall(emulation.baseUrl, { method, path: path.replaceAll(/[{}]/g, '') });

      expect(answer.status).toBe(401);
      expect(errorTypeOf(answer)).toBe('AccessDeniedException');
      expect(messageOf(answer)).toContain('Authorization: Bearer');
    },
  );

  it('refuses a key that was revoked with 403', async () => {
    const { key, keyId } = CreatedKey.parse(
      JSON.parse(await keys('create', '--tenant', 'other-team', '--label', 'revoked', '--json')),
    );
    await keys('revoke', keyId, '--yes');

    const headers = { authorization: `Bearer ${key}` };
    const answer = await httpCall(emulation.baseUrl, { method: 'GET', path: '/v1/healthz', headers });

    expect(answer.status).toBe(403);
    expect(errorTypeOf(answer)).toBe('AccessDeniedException');
    expect(messageOf(answer)).toContain('revoked');
  });

  it('answers 404 for a route that is none', async () => {
    const answer = await httpCall(emulation.baseUrl, { path: '/v2/nothing', headers: { authorization } });

    expect(answer.status).toBe(404);
    expect(errorTypeOf(answer)).toBe('ResourceNotFoundException');
  });

  it('says that it is well', async () => {
    const answer = await httpCall(emulation.baseUrl, {
      method: 'GET',
      path: '/v1/healthz',
      headers: { authorization },
    });

    expect([answer.status, answer.body.toString()]).toEqual([200, '{"status":"ok","stage":"dev"}']);
  });

  it('takes feedback', async () => {
    const body = JSON.stringify({ requestId: 'emulated-feedback-1', rating: 'positive' });

    const answer = await httpCall(emulation.baseUrl, {
      path: '/v1/feedback',
      headers: { authorization },
      body,
    });

    expect([answer.status, answer.body.toString()]).toEqual([202, '{"status":"recorded"}']);
    await vi.waitFor(async () => expect(await logLinesWith('emulated-feedback-1')).toHaveLength(1));
  });

  it('refuses a body that is too large with 413', async () => {
    const answer = await ask('x'.repeat(1_100_000));

    expect(answer.status).toBe(413);
    expect(errorTypeOf(answer)).toBe('ValidationException');
  });

  it('refuses a body that is not JSON with 400', async () => {
    const answer = await httpCall(emulation.baseUrl, {
      path: converse,
      headers: { authorization },
      body: '{',
    });

    expect(answer.status).toBe(400);
    expect(errorTypeOf(answer)).toBe('ValidationException');
  });
});

describe('the deployed gateway', () => {
  it('writes one record of a call into its log group', async () => {
    const answer = await ask('Say hello.');

    const record = await recordOf(answer);
    const { usage } = JSON.parse(answer.body.toString());
    expect(answer.status).toBe(200);
    expect(record).toMatchObject({
      tenant: 'my-team',
      stage: 'dev',
      operation: 'Converse',
      requestedModel: MODEL,
      resolvedModel: 'amazon.nova-lite-v1:0',
      outcome: 'success',
      attempts: 1,
      usage: { status: 'known', inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
    });
  });

  it('reads usage and time to first token from a stream', async () => {
    const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Say hello.' }] }] });
    const headers = { authorization };

    const answer = await httpCall(emulation.baseUrl, { path: `${converse}-stream`, headers, body });

    const record = await recordOf(answer);
    expect(record).toMatchObject({
      operation: 'ConverseStream',
      stream: true,
      stopReason: 'end_turn',
      outcome: 'success',
      usage: { status: 'known' },
      timeToFirstTokenMs: expect.any(Number),
    });
  });

  it('attaches the guardrail of the stack, counts what it does and hides the trace', async () => {
    const answer = await ask('My access key is AKIAIOSFODNN7EXAMPLE.');

    const record = await recordOf(answer);
    const body = JSON.parse(answer.body.toString());
    expect(body.stopReason).toBe('guardrail_intervened');
    expect(body).not.toHaveProperty('trace');
    expect(record.outcome).toBe('guardrail_intervened');
    expect(record.guardrail?.counts).toContainEqual({
      policy: 'sensitiveInformationPolicy',
      type: 'AWS_ACCESS_KEY',
      action: 'BLOCKED',
      side: 'input',
      count: 1,
    });
    expect(JSON.stringify(record)).not.toContain('AKIAIOSFODNN7EXAMPLE');
  });
});

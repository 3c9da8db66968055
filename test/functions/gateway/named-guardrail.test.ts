import { describe, expect, it } from 'vitest';
import { decodeFrame } from '#adapters/event-stream.ts';
import { CONVERSE_ANSWER, converseFrames } from '../../support/scripted-bedrock.ts';
import { createFakeGateway, json, stream } from './fake-gateway.ts';
import { CANARY, guardrail, trace } from './guardrail-trace.ts';

describe('a guardrail', () => {
  it('that intervened is the outcome', async () => {
    const gateway = createFakeGateway({ guardrail }, [
      json({ ...CONVERSE_ANSWER, stopReason: 'guardrail_intervened' }),
    ]);

    const { record } = await gateway.call();

    expect(record?.outcome).toBe('guardrail_intervened');
  });

  it('is not attached to an embedding', async () => {
    const modelId = 'amazon.titan-embed-text-v2:0';
    const models = { allowed: [modelId], aliases: {} };
    const gateway = createFakeGateway({ guardrail, models }, [
      json({ embedding: [0.1], inputTextTokenCount: 3 }),
    ]);

    const { record } = await gateway.call({ route: '/model/{modelId}/invoke', path: { modelId } });

    expect(gateway.requests[0]?.headers).toEqual({ 'content-type': 'application/json' });
    expect(record).toMatchObject({ outcome: 'success', emptyResponse: false, guardrail: undefined });
  });

  it('keeps the model a router chose in a trace freed of findings', async () => {
    const promptRouter = { invokedModelId: 'us.amazon.nova-micro-v1:0' };
    const gateway = createFakeGateway({ guardrail }, [
      json({ ...CONVERSE_ANSWER, trace: { guardrail: trace, promptRouter } }),
    ]);

    const { body, record } = await gateway.call();

    expect(JSON.parse(body.toString()).trace).toEqual({ promptRouter });
    expect(record?.resolvedModel).toBe('amazon.nova-micro-v1:0');
  });

  it('that the caller applies itself is recorded with its side', async () => {
    const assessments = Object.values(trace.inputAssessment);
    const gateway = createFakeGateway({ guardrail }, [json({ action: 'GUARDRAIL_INTERVENED', assessments })]);

    const { body, record } = await gateway.call({
      route: '/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply',
      path: { guardrailIdentifier: 'gr7', guardrailVersion: 'DRAFT' },
      body: { source: 'OUTPUT', content: [] },
    });

    expect(gateway.requests[0]?.path).toBe('/guardrail/gr7/version/DRAFT/apply');
    expect(body.toString()).toBe(JSON.stringify({ action: 'GUARDRAIL_INTERVENED', assessments }));
    expect(record).toMatchObject({
      operation: 'ApplyGuardrail',
      outcome: 'guardrail_intervened',
      requestedModel: 'none',
      resolvedModel: 'none',
      usage: { status: 'unknown', reason: 'not_applicable' },
      guardrail: {
        identifier: 'gr7',
        version: 'DRAFT',
        origin: 'caller',
        counts: [{ type: 'EMAIL', side: 'output' }],
      },
    });
    expect(JSON.stringify(record)).not.toContain(CANARY);
  });

  it('rewrites only the frame that carries the trace', async () => {
    const frames = converseFrames('One two.', { trace: { guardrail: trace } });
    const gateway = createFakeGateway({ guardrail }, [stream(frames)]);

    const { body } = await gateway.call({ route: '/model/{modelId}/converse-stream' });

    const before = Buffer.concat(frames.slice(0, -1));
    expect(body.subarray(0, before.length).equals(before)).toBe(true);
    const last = decodeFrame(body.subarray(before.length));
    expect(last).toMatchObject({ kind: 'event', type: 'metadata' });
    expect(JSON.parse(last?.payload ?? '')).toEqual({
      usage: CONVERSE_ANSWER.usage,
      metrics: { latencyMs: 5 },
    });
  });
});

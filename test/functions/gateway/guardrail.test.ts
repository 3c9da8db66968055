import { describe, expect, it } from 'vitest';
import { CONVERSE_ANSWER, converseFrames, toFrame } from '../../support/scripted-bedrock.ts';
import { createFakeGateway, json, stream } from './fake-gateway.ts';
import { CANARY, guardrail, invokeTrace, trace } from './guardrail-trace.ts';

const counted = {
  identifier: 'gr1',
  version: '3',
  origin: 'stack',
  counts: [
    { policy: 'sensitiveInformationPolicy', type: 'EMAIL', action: 'ANONYMIZED', side: 'input', count: 1 },
  ],
};
const chunk = (value: unknown) =>
  toFrame('chunk', { bytes: Buffer.from(JSON.stringify(value)).toString('base64'), p: 'abcd' });
const METRICS = { 'amazon-bedrock-invocationMetrics': { inputTokenCount: 7, outputTokenCount: 3 } };
const tracedChunk = {
  generation: '',
  stop_reason: 'stop',
  'amazon-bedrock-trace': { guardrail: invokeTrace },
  ...METRICS,
};
const { 'amazon-bedrock-trace': _trace, ...plainChunk } = tracedChunk;

const OPERATIONS = [
  {
    operation: 'Converse',
    route: '/model/{modelId}/converse',
    reply: json({ ...CONVERSE_ANSWER, trace: { guardrail: trace } }),
    expected: Buffer.from(JSON.stringify(CONVERSE_ANSWER)),
  },
  {
    operation: 'ConverseStream',
    route: '/model/{modelId}/converse-stream',
    reply: stream(converseFrames('Hello.', { trace: { guardrail: trace } })),
    expected: Buffer.concat(converseFrames('Hello.')),
  },
  {
    operation: 'InvokeModel',
    route: '/model/{modelId}/invoke',
    reply: json({ generation: 'Hi', 'amazon-bedrock-trace': { guardrail: invokeTrace } }),
    expected: Buffer.from('{"generation":"Hi"}'),
  },
  {
    operation: 'InvokeModelWithResponseStream',
    route: '/model/{modelId}/invoke-with-response-stream',
    reply: stream([chunk({ generation: 'Hi' }), chunk(tracedChunk)]),
    expected: Buffer.concat([chunk({ generation: 'Hi' }), chunk(plainChunk)]),
  },
] as const;
const isInvoke = (operation: string): boolean => operation.startsWith('Invoke');
const traceOn = (operation: string) =>
  isInvoke(operation)
    ? { headers: { 'X-Amzn-Bedrock-Trace': 'ENABLED' } }
    : { body: { messages: [], guardrailConfig: { trace: 'enabled' } } };
const ownGuardrail = (operation: string) =>
  isInvoke(operation)
    ? {
        headers: { 'X-Amzn-Bedrock-GuardrailIdentifier': 'own', 'x-amzn-bedrock-guardrailversion': '9' },
        body: ' {"prompt": "x"}',
      }
    : { body: ' {"messages":[], "guardrailConfig":{"guardrailIdentifier":"own","guardrailVersion":"9"}}' };

describe.each(OPERATIONS)('the stack’s guardrail on $operation', ({ operation, route, reply, expected }) => {
  it('is attached, counted, and its trace kept from a caller who did not ask for it', async () => {
    const gateway = createFakeGateway({ guardrail }, [reply]);

    const { body, record } = await gateway.call({ route });

    const [request] = gateway.requests;
    const named = isInvoke(operation)
      ? [
          request?.headers['x-amzn-bedrock-guardrailidentifier'],
          request?.headers['x-amzn-bedrock-guardrailversion'],
          request?.headers['x-amzn-bedrock-trace'],
        ]
      : Object.values(JSON.parse(String(Buffer.from(request?.body ?? []))).guardrailConfig);
    expect(named).toEqual(['gr1', '3', isInvoke(operation) ? 'ENABLED' : 'enabled']);
    expect(body.toString('latin1')).toBe(expected.toString('latin1'));
    expect(record).toMatchObject({ outcome: 'success', guardrail: counted });
    expect(JSON.stringify(record)).not.toContain(CANARY);
  });

  it('leaves the trace to a caller who asked for it', async () => {
    const gateway = createFakeGateway({ guardrail }, [reply]);

    const { body, record } = await gateway.call({ route, ...traceOn(operation) });

    const text = body.toString('latin1');
    const inChunks = [...text.matchAll(/"bytes":"([^"]+)"/g)].map(([, bytes]) =>
      Buffer.from(bytes ?? '', 'base64'),
    );
    expect(text + inChunks.join('')).toContain(CANARY);
    expect(record?.guardrail).toEqual(counted);
  });

  it('gives way to the caller’s own, and not a byte is changed', async () => {
    const gateway = createFakeGateway({ guardrail }, [reply]);
    const options = ownGuardrail(operation);

    const { record } = await gateway.call({ route, ...options });

    const [request] = gateway.requests;
    expect(String(Buffer.from(request?.body ?? []))).toBe(options.body);
    expect(request?.headers['x-amzn-bedrock-guardrailidentifier']).toBe(
      isInvoke(operation) ? 'own' : undefined,
    );
    expect(record?.guardrail).toMatchObject({ identifier: 'own', version: '9', origin: 'caller' });
  });

  it('is nowhere when the stack has none', async () => {
    const gateway = createFakeGateway({}, [reply]);
    const body = ' {"messages": []}';

    const { record } = await gateway.call({ route, body });

    const [request] = gateway.requests;
    expect(String(Buffer.from(request?.body ?? []))).toBe(body);
    expect(Object.keys(request?.headers ?? {})).toEqual(['content-type']);
    expect(record?.guardrail).toBeUndefined();
  });
});

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import type { LoggedBody } from '#core/invocation-log/to-record.ts';
import { createHandler } from '#functions/collector/handler.ts';
import { GATEWAY_ROLE, logEvent } from '../../core/invocation-log/sample-events.ts';

const eventOf = (message: string, index: number) => ({ id: `e${index}`, timestamp: 1_000 + index, message });
const batchOf = (messages: readonly string[], messageType?: string) =>
  batchOfEvents(messages.map(eventOf), messageType);

function batchOfEvents(logEvents: readonly unknown[], messageType = 'DATA_MESSAGE') {
  const batch = {
    messageType,
    owner: '123456789012',
    logGroup: 'g',
    logStream: 's',
    subscriptionFilters: ['f'],
    logEvents,
  };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
}

const call = (requestId: string, changes = {}): string => JSON.stringify(logEvent({ requestId, ...changes }));

interface Faults {
  /** Calls of `claim` that fail, by what is claimed. */
  readonly claim?: (id: string) => boolean;
  readonly body?: () => LoggedBody;
}

function fakeCollector(faults: Faults = {}) {
  const written: InvocationRecord[] = [];
  const claimed = new Set<string>();
  const kept = new Map<string, string>();
  const lines: unknown[] = [];
  const state = { faults };
  const handler = createHandler({
    stage: 'dev',
    prices: { pricesFor: async () => defaultPriceBook },
    gatewayRoleArn: GATEWAY_ROLE,
    bodies: { read: async () => state.faults.body?.() ?? { status: 'missing' } },
    claims: {
      claim: async (id) => {
        if (state.faults.claim?.(id)) throw new Error('DynamoDB throttles');
        const isNew = !claimed.has(id);
        claimed.add(id);
        return isNew;
      },
    },
    quarantine: {
      keep: async ({ id, reason, message }) => {
        kept.set(`${reason}/${id}`, message);
        return `${reason}/${id}`;
      },
    },
    sink: { writeInvocation: (record) => void written.push(record), reportDefect: () => undefined },
    log: { write: (facts, { fields }) => void lines.push({ ...facts, ...fields }) },
    systemPromptHash: {
      hash: async (text, purpose) =>
        `${purpose === 'system-prompt' ? '' : `${purpose} `}hash of ${text.length}`,
    },
    clock: { now: () => 5_000 },
  });
  return { handler, written, kept, lines, state };
}

const idsOf = (records: readonly InvocationRecord[]): readonly string[] =>
  records.map(({ requestId }) => requestId);

describe('the collector', () => {
  it('records each call of a batch', async () => {
    const { handler, written } = fakeCollector();

    await expect(handler(batchOf([call('a'), call('b')]))).resolves.toEqual({ recorded: 2 });

    expect(idsOf(written)).toEqual(['a', 'b']);
    expect(JSON.stringify(written)).not.toContain('SECRET');
  });

  it('leaves the calls of the gateway to the gateway', async () => {
    const { handler, written } = fakeCollector();
    const identity = { arn: 'arn:aws:sts::123456789012:assumed-role/Waymark-dev-GatewayRole/session' };

    await expect(handler(batchOf([call('a', { identity }), call('b')]))).resolves.toEqual({
      gateway: 1,
      recorded: 1,
    });

    expect(idsOf(written)).toEqual(['b']);
  });

  it('records a call once, however often it is delivered', async () => {
    const { handler, written } = fakeCollector();

    await handler(batchOf([call('a'), call('a')]));
    await expect(handler(batchOf([call('a')]))).resolves.toEqual({ repeated: 1 });

    expect(idsOf(written)).toEqual(['a']);
  });

  it('collects what it can, gives the batch back, and on the next try only what is left', async () => {
    const { handler, written, state } = fakeCollector({ claim: (id) => id === 'call#b' });
    const batch = batchOf([call('a'), call('b'), call('c'), 'rubbish']);

    await expect(handler(batch)).rejects.toThrow('1 of 4 log events could not be stored');
    expect(idsOf(written)).toEqual(['a', 'c']);
    state.faults = {};
    await expect(handler(batch)).resolves.toEqual({ recorded: 1, repeated: 3 });

    expect(idsOf(written)).toEqual(['a', 'c', 'b']);
  });

  it('quarantines what it cannot read, with the reason, and counts it once', async () => {
    const { handler, kept, lines, written } = fakeCollector();
    const batch = batchOf(['rubbish with a SECRET', call('a', { operation: 'Dream' })]);

    await handler(batch);
    await handler(batch);

    expect([...kept]).toEqual([
      ['not_json/e0', 'rubbish with a SECRET'],
      ['unknown_operation/e1', expect.stringContaining('Dream')],
    ]);
    expect(lines).toEqual([
      { quarantinedEvents: 1, event: 'e0', reason: 'not_json', key: 'not_json/e0' },
      { quarantinedEvents: 1, event: 'e1', reason: 'unknown_operation', key: 'unknown_operation/e1' },
    ]);
    expect(written).toEqual([]);
  });

  it.each([
    ['no event at all', null],
    ['an event without an id', { timestamp: 1, message: call('x') }],
    ['an id that could leave its folder', { id: '../../x', timestamp: 1, message: call('x') }],
    ['a time that no date can be', { id: 'far', timestamp: 9e15, message: call('x') }],
    ['a time before time', { id: 'early', timestamp: -1, message: call('x') }],
    ['a time in words', { id: 'words', timestamp: 'now', message: call('x') }],
    ['a message that is no text', { id: 'odd', timestamp: 1, message: { schemaType: 'ModelInvocationLog' } }],
  ])('keeps %s aside with its reason, and collects the others', async (_title, strange) => {
    const { handler, written, kept, lines } = fakeCollector();
    const batch = batchOfEvents([eventOf(call('a'), 0), strange, eventOf(call('b'), 2)]);

    await expect(handler(batch)).resolves.toEqual({ recorded: 2, quarantined: 1 });
    await expect(handler(batch)).resolves.toEqual({ repeated: 3 });

    expect(idsOf(written)).toEqual(['a', 'b']);
    const [[key, message] = [], ...more] = [...kept];
    expect(more).toEqual([]);
    expect(key).toMatch(/^not_a_log_event\/strange-[0-9a-f]{64}$/);
    expect(message).toBe(JSON.stringify(strange));
    expect(lines).toMatchObject([{ quarantinedEvents: 1, reason: 'not_a_log_event' }]);
  });

  it('keeps what is nested too deep to be written out from taking the others along', async () => {
    const { handler, kept } = fakeCollector();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const batch = `{"messageType":"DATA_MESSAGE","logEvents":[${deep},${JSON.stringify(eventOf(call('a'), 1))}]}`;

    const collected = await handler({ awslogs: { data: gzipSync(batch).toString('base64') } });

    expect(collected).toEqual({ recorded: 1, quarantined: 1 });
    expect([...kept.values()]).toEqual([expect.stringMatching(/\S/)]);
  });

  it('reads a kind of batch that it does not know, rather than dropping it', async () => {
    const { handler } = fakeCollector();

    await expect(handler(batchOf([call('a'), 'rubbish'], 'NEW_MESSAGE'))).resolves.toEqual({
      recorded: 1,
      quarantined: 1,
    });
  });

  it('hashes the system prompt as the gateway does, and keeps no more of it', async () => {
    const { handler, written } = fakeCollector();
    const input = { inputBodyJson: { system: [{ text: 'SECRET' }], messages: [] } };

    await handler(batchOf([call('a', { input })]));

    expect(written[0]?.prompt).toEqual({ systemHash: `hash of ${'[{"text":"SECRET"}]'.length}` });
  });

  it.each(['user', 'conversation'] as const)(
    'hashes the label %s for its own purpose, and keeps no more of it',
    async (label) => {
      const { handler, written } = fakeCollector();

      await handler(batchOf([call('a', { requestMetadata: { [label]: 'alice@example.com' } })]));

      expect(written[0]?.[label]).toBe(`${label} hash of 17`);
      expect(JSON.stringify(written)).not.toContain('alice');
    },
  );

  it('reads bodies that were moved to S3, and counts the call without where that fails', async () => {
    const value = { stopReason: 'max_tokens', output: { message: { content: [] } } };
    const { handler, written, state } = fakeCollector({ body: () => ({ status: 'read', value }) });
    const output = { outputBodyS3Path: 's3://bucket/bodies/x', outputTokenCount: 3 };

    await handler(batchOf([call('a', { output })]));
    state.faults = {};
    await handler(batchOf([call('b', { output })]));

    expect(written).toMatchObject([
      { stopReason: 'max_tokens', withoutBody: false, usage: { inputTokens: 12, outputTokens: 3 } },
      { withoutBody: true, usage: { inputTokens: 12, outputTokens: 3 } },
    ]);
  });

  it('takes CloudWatch’s trial message for what it is', async () => {
    const { handler, kept } = fakeCollector();

    await expect(handler(batchOf(['CWL CONTROL MESSAGE: trial'], 'CONTROL_MESSAGE'))).resolves.toEqual({});
    expect(kept.size).toBe(0);
  });

  it.each([[{}], [{ awslogs: { data: 'bm90IGd6aXA=' } }], [{ awslogs: { data: '' } }], [null]])(
    'fails at %j, so that it reaches the dead-letter queue, and quotes nothing of it',
    async (event) => {
      await expect(fakeCollector().handler(event)).rejects.toThrow(/no batch of a subscription filter/);
    },
  );
});

const anyEvent = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      id: fc.oneof(fc.stringMatching(/^\w{1,8}$/), fc.jsonValue()),
      timestamp: fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constant(9e15)),
      message: fc.oneof(fc.constant(call('a')), fc.string(), fc.json(), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ),
);

describe('a batch of anything', () => {
  it('is collected event by event: each ends somewhere, and nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 12 }), async (events) => {
        const collected = await fakeCollector().handler(batchOfEvents(events));

        expect(Object.values(collected).reduce((sum, count) => sum + count, 0)).toBe(events.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

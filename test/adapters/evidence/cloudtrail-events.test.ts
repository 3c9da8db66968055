import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { describe, expect, test } from 'vitest';
import { createEventLookup } from '#adapters/evidence/cloudtrail-events.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import type { EvidenceContext } from '#functions/ports.ts';
import { serviceFailure, stubClient } from '../../support/stub-client.ts';

const context: EvidenceContext = {
  window: { start: '2026-11-08T00:00:00.000Z', end: '2026-11-21T12:00:00.000Z' },
  accountId: '123456789012',
  region: 'us-east-1',
  stage: 'dev',
  signal: new AbortController().signal,
};
const event = {
  CloudTrailEvent: JSON.stringify({ eventName: 'UpdateGuardrail', eventTime: '2026-11-20T06:00:00Z' }),
};

/** A lookup that notes when each call was made, on a clock that only sleeping moves. */
function createLookup(answer: (call: number) => unknown) {
  let elapsedMs = 0;
  const startedMs: number[] = [];
  const clock = {
    monotonicMs: () => elapsedMs,
    sleep: async (durationMs: number) => {
      elapsedMs += durationMs;
    },
  };
  const { client, calls } = stubClient(new CloudTrailClient({ region: 'us-east-1' }), () => {
    startedMs.push(elapsedMs);
    return answer(startedMs.length);
  });
  const call = createCall(createMeteredCalls());
  return { calls, startedMs, lookUp: createEventLookup({ client, call, clock }) };
}

describe('looking events up', () => {
  test('begins at most two calls a second, whoever asks', async () => {
    const { lookUp, startedMs } = createLookup(() => ({ Events: [event] }));

    await Promise.all(['A', 'B', 'C', 'D'].map((eventName) => lookUp({ eventName, pages: 1, context })));

    expect(startedMs).toEqual([0, 500, 1_000, 1_500]);
  });

  test('stops at the pages that were asked for', async () => {
    const { lookUp, calls } = createLookup((call) => ({ Events: [event], NextToken: `page-${call}` }));

    const { items, isComplete } = await lookUp({ eventName: 'UpdateGuardrail', pages: 2, context });

    expect(items).toHaveLength(2);
    expect(isComplete).toBe(false);
    expect(calls.map(({ input }) => input.NextToken)).toEqual([undefined, 'page-1']);
  });

  test('asks one attribute within the window, once however many ask for it', async () => {
    const { lookUp, calls } = createLookup(() => ({ Events: [] }));
    const ask = () => lookUp({ eventName: 'UpdateGuardrail', pages: 1, context });

    const answers = await Promise.all([ask(), ask()]);

    expect(answers[0]).toEqual({ items: [], isComplete: true });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.input).toMatchObject({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'UpdateGuardrail' }],
      StartTime: new Date(context.window.start),
    });
  });

  test('a call that fails holds nobody up', async () => {
    const { lookUp } = createLookup((call) => {
      if (call === 1) throw serviceFailure('AccessDeniedException', 400);
      return { Events: [event] };
    });
    const ask = (eventName: string) => lookUp({ eventName, pages: 1, context });

    const [first, second] = await Promise.allSettled([ask('A'), ask('B')]);

    expect(first).toMatchObject({
      status: 'rejected',
      reason: { reading: { reason: 'denied', permission: 'cloudtrail:LookupEvents' } },
    });
    expect(second.status).toBe('fulfilled');
  });

  test.each(['{', '{}', undefined])('an event that reads %o is a failure, not no event', async (json) => {
    const { lookUp } = createLookup(() => ({ Events: [{ CloudTrailEvent: json }] }));

    await expect(lookUp({ eventName: 'UpdateGuardrail', pages: 1, context })).rejects.toMatchObject({
      name: 'UnexpectedAnswer',
    });
  });
});

import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { createInvocationTail } from '#adapters/console/log-tail.ts';
import { type StubbedCall, serviceFailure, stubClient } from '../../support/stub-client.ts';

const stub = (answer: (call: StubbedCall) => unknown) =>
  stubClient(new CloudWatchLogsClient({ region: 'us-east-1' }), answer);
const event = (timestamp: number) => ({ eventId: `e${timestamp}`, timestamp, message: `line ${timestamp}` });

describe('the tail of the records', () => {
  it('asks for the newest lines of calls', async () => {
    const { client, calls } = stub(() => ({ events: [event(2), event(3)] }));

    const reading = await createInvocationTail({ client, logGroup: '/gateway' }).newest({
      sinceMs: 1,
      most: 10,
    });

    expect(calls[0]?.input).toMatchObject({
      logGroupName: '/gateway',
      filterPattern: '{ $.message = "invocation" }',
      startTime: 1,
      startFromHead: false,
      limit: 10,
    });
    expect(reading).toEqual({
      status: 'known',
      isComplete: true,
      lines: [
        { id: 'e3', timeMs: 3, message: 'line 3' },
        { id: 'e2', timeMs: 2, message: 'line 2' },
      ],
    });
  });

  it('reads on behind an empty page, which is no end', async () => {
    const pages = [{ events: [], nextToken: 'more' }, { events: [event(5)] }];
    const { client, calls } = stub(() => pages.shift());

    const reading = await createInvocationTail({ client, logGroup: '/gateway' }).newest({
      sinceMs: 0,
      most: 10,
    });

    expect(calls).toHaveLength(2);
    expect(reading).toMatchObject({ lines: [{ timeMs: 5 }], isComplete: true });
  });

  it('stops at the asked number, and says that there is more', async () => {
    const { client, calls } = stub(() => ({ events: [event(9), event(8)], nextToken: 'more' }));

    const reading = await createInvocationTail({ client, logGroup: '/gateway' }).newest({
      sinceMs: 0,
      most: 2,
    });

    expect(calls).toHaveLength(1);
    expect(reading).toMatchObject({ isComplete: false, lines: [{ timeMs: 9 }, { timeMs: 8 }] });
  });

  it('gives up on pages that never end', async () => {
    const { client, calls } = stub(() => ({ events: [], nextToken: 'more' }));

    const reading = await createInvocationTail({ client, logGroup: '/gateway' }).newest({
      sinceMs: 0,
      most: 2,
    });

    expect(calls).toHaveLength(5);
    expect(reading).toEqual({ status: 'known', lines: [], isComplete: false });
  });

  it('says what was refused', async () => {
    const { client } = stub(() => {
      throw serviceFailure('AccessDeniedException', 400);
    });

    const reading = await createInvocationTail({ client, logGroup: '/gateway' }).newest({
      sinceMs: 0,
      most: 2,
    });

    expect(reading).toMatchObject({ status: 'unknown', permission: 'logs:FilterLogEvents' });
  });
});

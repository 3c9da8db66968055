import { describe, expect, it } from 'vitest';
import { UpstreamError } from '#core/errors.ts';
import type { LoggingConfig, LoggingMemory } from '#core/invocation-logging/configuration.ts';
import { createHandler } from '#functions/invocation-logging/handler.ts';

const OURS: LoggingConfig = { cloudWatchConfig: { logGroupName: 'ours' }, textDataDeliveryEnabled: true };
const THEIRS: LoggingConfig = { cloudWatchConfig: { logGroupName: 'theirs' } };

/** A Region, and everything around the function, in memory. */
function fakeRegion(start: { current?: LoggingConfig; memory?: LoggingMemory; refusals?: number } = {}) {
  const state = { ...start, refusals: start.refusals ?? 0 };
  const answers: Record<string, unknown>[] = [];
  const changes: unknown[] = [];
  const slept: number[] = [];
  const handler = createHandler({
    control: {
      read: async () => state.current,
      put: async (configuration) => {
        if (state.refusals > 0) {
          state.refusals -= 1;
          throw new UpstreamError('Bedrock refused the role.', { retryable: true });
        }
        state.current = configuration;
      },
      remove: async () => {
        delete state.current;
      },
    },
    memory: {
      read: async () => state.memory,
      write: async (memory) => {
        state.memory = memory;
      },
      forget: async () => {
        delete state.memory;
      },
    },
    answers: { send: async (_url, answer) => void answers.push(answer) },
    captureLog: { write: (facts, { fields }) => void changes.push({ ...facts, ...fields }) },
    log: { info: () => undefined, warn: () => undefined },
    clock: { now: () => 0, sleep: async (durationMs) => void slept.push(durationMs) },
  });
  return { handler, state, answers, changes, slept };
}

const request = (RequestType: string, properties = {}, more = {}) => ({
  RequestType,
  ResponseURL: 'https://example.com/answer',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Configuration',
  ResourceProperties: {
    ServiceToken: 'arn',
    Mode: 'manage',
    Overwrite: 'false',
    LoggingConfig: JSON.stringify(OURS),
    ...properties,
  },
  ...more,
});

describe('CloudFormation', () => {
  it('gets the log group of what was set up, and keeps one name for it', async () => {
    const region = fakeRegion();

    await region.handler(request('Create'));
    const { PhysicalResourceId } = region.answers[0] ?? {};
    await region.handler(request('Update', {}, { PhysicalResourceId }));

    expect(region.state.current).toEqual(OURS);
    expect(region.answers).toMatchObject([
      {
        Status: 'SUCCESS',
        Data: { LogGroupName: 'ours', State: 'managed' },
        StackId: 'stack',
        RequestId: 'request',
      },
      { Status: 'SUCCESS', PhysicalResourceId },
    ]);
  });

  it('gets the log group of what was adopted', async () => {
    const region = fakeRegion({ current: THEIRS });

    await region.handler(request('Create'));

    expect(region.state.current).toEqual(THEIRS);
    expect(region.answers).toMatchObject([{ Data: { LogGroupName: 'theirs', State: 'adopted' } }]);
  });

  it('is told what to change when nothing can be adopted, and nothing is set', async () => {
    const region = fakeRegion();

    await region.handler(request('Create', { Mode: 'adopt', LoggingConfig: undefined }));

    expect(region.state).toEqual({ refusals: 0 });
    expect(region.answers).toMatchObject([
      { Status: 'FAILED', Reason: expect.stringContaining('invocationLogging.mode') },
    ]);
  });

  it('waits for a role that is not known everywhere yet', async () => {
    const region = fakeRegion({ refusals: 2 });

    await region.handler(request('Create'));

    expect(region.slept).toEqual([10_000, 10_000]);
    expect(region.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  it('is told when Bedrock refuses for good', async () => {
    const region = fakeRegion({ refusals: 100 });

    await region.handler(request('Create'));

    expect(region.answers).toMatchObject([{ Status: 'FAILED', Reason: 'Bedrock refused the role.' }]);
    expect(region.slept.reduce((sum, each) => sum + each, 0)).toBeLessThan(150_000);
  });

  it('finds the Region as it was when the stack is deleted', async () => {
    const region = fakeRegion({ current: THEIRS });
    await region.handler(request('Create', { Overwrite: 'true' }));
    expect(region.state.current).toEqual(OURS);

    await region.handler(request('Delete'));

    expect(region.state).toEqual({ current: THEIRS, refusals: 0 });
  });

  it('can delete the stack whatever goes wrong', async () => {
    const region = fakeRegion({
      current: OURS,
      memory: { state: 'managed', ours: OURS, previous: THEIRS },
      refusals: 1,
    });

    await region.handler(request('Delete'));

    expect(region.answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  it('is not answered about what is no request of its', async () => {
    const region = fakeRegion();

    await expect(region.handler({ RequestType: 'Dance' })).rejects.toThrow();
    expect(region.answers).toEqual([]);
  });
});

describe('a change that CloudTrail saw', () => {
  const event = {
    source: 'aws.bedrock',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: {
      eventName: 'DeleteModelInvocationLoggingConfiguration',
      userIdentity: { arn: 'arn:aws:sts::123456789012:assumed-role/Admin/anna@example.com' },
    },
  };
  const memory: LoggingMemory = { state: 'managed', ours: OURS, previous: null };

  it('is counted, with the role that made it', async () => {
    const region = fakeRegion({ memory });

    await region.handler(event);

    expect(region.changes).toEqual([{ loggingChanges: 1, event: event.detail.eventName, by: 'Admin' }]);
  });

  it('is none when the configuration is as the stack left it', async () => {
    const region = fakeRegion({ memory, current: OURS });

    await region.handler(event);

    expect(region.changes).toEqual([]);
  });
});

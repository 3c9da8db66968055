import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSame, type LoggingConfig, type LoggingMemory } from '#core/invocation-logging/configuration.ts';
import { isChanged, planDeletion, planDeployment } from '#core/invocation-logging/plan.ts';

const toGroup = (logGroupName: string, more = {}): LoggingConfig => ({
  cloudWatchConfig: { logGroupName, roleArn: 'arn:aws:iam::123456789012:role/r' },
  ...more,
});
const OURS = toGroup('ours');
const THEIRS = toGroup('theirs');
const TO_S3: LoggingConfig = { s3Config: { bucketName: 'theirs' } };
const manage = { mode: 'manage', overwrite: false, wanted: OURS } as const;
const nothing = { current: undefined, memory: undefined };

describe('a deployment', () => {
  it('sets logging up where there is none, and remembers that there was none', () => {
    expect(planDeployment(manage, nothing)).toEqual({
      action: 'put',
      configuration: OURS,
      memory: { state: 'managed', ours: OURS, previous: null },
    });
  });

  it('adopts what somebody else set up, and changes nothing', () => {
    for (const mode of ['manage', 'adopt'] as const)
      expect(planDeployment({ ...manage, mode }, { ...nothing, current: THEIRS })).toEqual({
        action: 'adopt',
        configuration: THEIRS,
        memory: { state: 'adopted', adopted: THEIRS },
      });
  });

  it('replaces it only when the settings say so, and remembers it', () => {
    expect(planDeployment({ ...manage, overwrite: true }, { ...nothing, current: THEIRS })).toMatchObject({
      action: 'put',
      memory: { previous: THEIRS },
    });
  });

  it('still remembers what was there first, after any number of updates', () => {
    const memory: LoggingMemory = { state: 'managed', ours: OURS, previous: THEIRS };
    const wanted = toGroup('ours', { imageDataDeliveryEnabled: false });

    expect(planDeployment({ ...manage, wanted }, { current: OURS, memory })).toEqual({
      action: 'put',
      configuration: wanted,
      memory: { state: 'managed', ours: wanted, replaces: OURS, previous: THEIRS },
    });
  });

  it('that ends before its change is made forgets neither what was there first nor that ours is ours', () => {
    const wanted = toGroup('ours-too');
    const update = planDeployment(
      { ...manage, overwrite: true, wanted },
      { current: OURS, memory: { state: 'managed', ours: OURS, previous: THEIRS } },
    );
    const memory = update.action === 'refuse' ? undefined : update.memory;
    const unchanged = { current: OURS, memory };

    for (const again of [OURS, wanted])
      expect(planDeployment({ ...manage, overwrite: true, wanted: again }, unchanged)).toMatchObject({
        action: 'put',
        memory: { ours: again, previous: THEIRS },
      });
    expect(planDeletion(unchanged)).toEqual({ action: 'restore', configuration: THEIRS });
    expect(isChanged(unchanged)).toBe(false);
    expect(isChanged({ current: toGroup('third'), memory })).toBe(true);
  });

  it('leaves what somebody put in the place of ours meanwhile', () => {
    const memory: LoggingMemory = { state: 'managed', ours: OURS, previous: null };

    expect(planDeployment(manage, { current: THEIRS, memory })).toMatchObject({ action: 'adopt' });
  });

  it('gives back what was there when it is told to adopt from now on', () => {
    const memory: LoggingMemory = { state: 'managed', ours: OURS, previous: THEIRS };

    expect(planDeployment({ ...manage, mode: 'adopt' }, { current: OURS, memory })).toMatchObject({
      action: 'put',
      configuration: THEIRS,
      memory: { state: 'adopted' },
    });
  });

  it.each([
    ['there is nothing to adopt', { ...manage, mode: 'adopt' as const }, undefined, /mode 'manage'/],
    ['the log is in S3 only, to adopt', { ...manage, mode: 'adopt' as const }, TO_S3, /mode 'manage'/],
    ['the log is in S3 only, to manage', manage, TO_S3, /invocationLogging\.overwrite/],
  ])('is refused with the setting that would help when %s', (_when, wish, current, reason) => {
    const plan = planDeployment(wish, { ...nothing, current });

    expect(plan).toMatchObject({ action: 'refuse', reason: expect.stringMatching(reason) });
  });

  it('never replaces another configuration without being told to', () => {
    const configurations = fc.constantFrom(OURS, THEIRS, TO_S3, toGroup('third'), undefined);
    const memories = fc.constantFrom<LoggingMemory | undefined>(
      undefined,
      { state: 'managed', ours: OURS, previous: null },
      { state: 'managed', ours: OURS, previous: THEIRS },
      { state: 'adopted', adopted: THEIRS },
    );

    fc.assert(
      fc.property(configurations, memories, fc.constantFrom('adopt', 'manage'), (current, memory, mode) => {
        const plan = planDeployment({ ...manage, mode }, { current, memory });

        expect(plan.action === 'put' && current !== undefined && !isSame(current, OURS)).toBe(false);
      }),
    );
  });
});

describe('the end of a stack', () => {
  it('puts back what was found', () => {
    const memory: LoggingMemory = { state: 'managed', ours: OURS, previous: THEIRS };

    expect(planDeletion({ current: OURS, memory })).toEqual({ action: 'restore', configuration: THEIRS });
  });

  it('turns off what was off', () => {
    const memory: LoggingMemory = { state: 'managed', ours: OURS, previous: null };

    expect(planDeletion({ current: OURS, memory })).toEqual({ action: 'remove' });
  });

  it.each<[string, LoggingConfig | undefined, LoggingMemory | undefined]>([
    ['that was adopted', THEIRS, { state: 'adopted', adopted: THEIRS }],
    ['that somebody put in place of ours', THEIRS, { state: 'managed', ours: OURS, previous: null }],
    ['that somebody deleted', undefined, { state: 'managed', ours: OURS, previous: THEIRS }],
    ['of which nothing is remembered', THEIRS, undefined],
  ])('leaves a configuration %s', (_what, current, memory) => {
    expect(planDeletion({ current, memory })).toMatchObject({ action: 'leave' });
  });
});

describe('two configurations are the same', () => {
  it('when AWS has only filled in and put in order', () => {
    const answered = {
      audioDataDeliveryEnabled: true,
      textDataDeliveryEnabled: true,
      cloudWatchConfig: {
        roleArn: 'arn:aws:iam::123456789012:role/r',
        logGroupName: 'ours',
        largeDataDeliveryS3Config: null,
      },
    };

    expect(isSame(OURS, answered)).toBe(true);
  });

  it('but not when a flag, a group or a member that is new differs', () => {
    expect(isSame(OURS, { ...OURS, textDataDeliveryEnabled: false })).toBe(false);
    expect(isSame(OURS, THEIRS)).toBe(false);
    expect(isSame(OURS, { ...OURS, smellDataDeliveryEnabled: true })).toBe(false);
    expect(isSame(OURS, undefined)).toBe(false);
  });

  it('so that a change is seen, and our own deployment is none', () => {
    const memory: LoggingMemory = { state: 'managed', ours: OURS, previous: null };

    expect(isChanged({ current: OURS, memory })).toBe(false);
    expect(isChanged({ current: undefined, memory })).toBe(true);
    expect(isChanged({ current: THEIRS, memory: { state: 'adopted', adopted: THEIRS } })).toBe(false);
    expect(isChanged({ current: OURS, memory: undefined })).toBe(false);
  });
});

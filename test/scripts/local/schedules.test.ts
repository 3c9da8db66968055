import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { FunctionPools } from '#scripts/local/function-pools.ts';
import { createFunctionSchedules } from '#scripts/local/schedules.ts';
import type { ScheduleDefinition } from '#scripts/local/template/schedules.ts';

const startMs = Date.parse('2026-11-21T12:00:00Z');
const HOUR_MS = 3_600_000;

const schedule = (name: string, expression: string): ScheduleDefinition => ({
  name,
  expression,
  functionArn: `arn of ${name}`,
  input: { kind: name },
});

/** Pools whose functions answer with what `answer` says, and what they were invoked with. */
function fakePools(answer: () => Readable = () => Readable.from(['null'])) {
  const invoked: unknown[] = [];
  const find = (arn: string) => ({
    invoke: (event: unknown) => {
      invoked.push([arn, event]);
      return answer();
    },
  });
  return { pools: { find } as unknown as Pick<FunctionPools, 'find'>, invoked };
}

function brokenAnswer(): Readable {
  return new Readable({
    read() {
      this.destroy(new Error('It was meant to fail.'));
    },
  });
}

describe('schedules of the template', () => {
  it('invoke the function that they name with their input', async () => {
    const { pools, invoked } = fakePools();
    const schedules = [schedule('refresh', 'rate(1 hour)'), schedule('report', 'cron(30 13 * * ? *)')];

    await createFunctionSchedules({ schedules }, { pools, startMs }).advanceTo(startMs + 2 * HOUR_MS);

    expect(invoked).toEqual([
      ['arn of refresh', { kind: 'refresh' }],
      ['arn of report', { kind: 'report' }],
      ['arn of refresh', { kind: 'refresh' }],
    ]);
  });

  it('fail as their function does, and go on afterwards', async () => {
    let failures = 1;
    const { pools, invoked } = fakePools(() => {
      failures -= 1;
      return failures < 0 ? Readable.from(['null']) : brokenAnswer();
    });
    const scheduler = createFunctionSchedules(
      { schedules: [schedule('refresh', 'rate(1 hour)')] },
      { pools, startMs },
    );

    await expect(scheduler.advanceTo(startMs + HOUR_MS)).rejects.toThrow('It was meant to fail.');
    await scheduler.advanceTo(startMs + 2 * HOUR_MS);

    expect(invoked).toHaveLength(2);
  });

  it('run as often as whoever is told about them has them run', async () => {
    const { pools, invoked } = fakePools();
    const told: string[] = [];
    const scheduler = createFunctionSchedules(
      { schedules: [schedule('refresh', 'rate(1 hour)')] },
      {
        pools,
        startMs,
        aroundRun: async ({ name }, run) => {
          told.push(name);
          if (told.length === 1) await run();
        },
      },
    );

    await scheduler.advanceTo(startMs + 3 * HOUR_MS);

    expect(told).toEqual(['refresh', 'refresh', 'refresh']);
    expect(invoked).toHaveLength(1);
  });
});

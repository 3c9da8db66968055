import { describe, expect, it } from 'vitest';
import { kindOf } from '#scripts/bench/cost/average-call.ts';
import { createAwsMeter, roleOf } from '#scripts/bench/cost/aws-meter.ts';
import { ALLOWED_RISE, readRecorded } from '#scripts/bench/cost/baseline.ts';
import { measureKind } from '#scripts/bench/cost/measure-kind.ts';
import { createRunMeter } from '#scripts/bench/cost/measure-runs.ts';
import { createLineReader, type Measuring } from '#scripts/bench/cost/measuring.ts';
import type { Kind } from '#scripts/bench/cost/mix.ts';
import { useLocalStack } from '../../../support/local-stack.ts';

const meter = createAwsMeter();
const running = useLocalStack({}, () => ({ onAwsCall: meter.onCall }));

async function measureNow(kind: Kind) {
  const { stack, key } = running();
  const { functions } = stack.template;
  meter.follow(functions);
  const takeLines = createLineReader(stack, [...functions.map(roleOf), 'access']);
  const runs = createRunMeter(meter);
  const measuring: Measuring = { stack, meter, runs, takeLines, key, model: 'us.amazon.nova-lite-v1:0' };
  await measureKind(measuring, kind); // the first call also starts environments
  const { measured } = await measureKind(measuring, kind);
  return { measured, recorded: kindOf((await readRecorded()).measurement, kind) };
}

const AGAIN =
  'If that is meant, run npm run bench:cost -- --record and commit scripts/bench/cost/recorded.json.';

describe.each(['answered', 'streamed'] as const)('a call of the kind "%s"', (kind) => {
  it('creates no more than 10 % more metrics and log bytes than the bill has', async () => {
    const { measured, recorded } = await measureNow(kind);

    const most = (recordedCount: number) => recordedCount * (1 + ALLOWED_RISE);
    expect(measured.status).toBe(200);
    expect(measured.modelMetrics.length, AGAIN).toBeLessThanOrEqual(most(recorded.modelMetrics.length));
    expect(measured.stageMetrics.length, AGAIN).toBeLessThanOrEqual(most(recorded.stageMetrics.length));
    expect(measured.logBytes, AGAIN).toBeLessThanOrEqual(most(recorded.logBytes));
    expect(measured.responseBytes, AGAIN).toBeLessThanOrEqual(most(recorded.responseBytes));
  });

  it('asks AWS for nothing that the bill does not have', async () => {
    const { measured, recorded } = await measureNow(kind);

    expect(measured.apiCalls, AGAIN).toEqual(recorded.apiCalls);
  });
});

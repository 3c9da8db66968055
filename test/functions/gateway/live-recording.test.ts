import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { GatewayEnvironment } from '#functions/gateway/event.ts';
import { liveRecording } from '#functions/gateway/live-recording.ts';

const environment = GatewayEnvironment.parse({
  AWS_REGION: 'us-east-1',
  STAGE: 'test',
  ALLOWED_MODELS: '[]',
  MODEL_ALIASES: '{}',
  CALL_TIMEOUT_MS: '1000',
  MAX_ATTEMPTS: '1',
  MAX_REQUEST_BYTES: '1000',
  HASH_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:hash',
  PRICES_FILE: 'lost.json',
});

it('a defect that cannot be reported ends no other call of the process', async () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  onTestFinished(() => void process.off('unhandledRejection', onUnhandled));
  const { sink, prices } = liveRecording(environment);

  sink.reportDefect(new Error('of our own'));

  await expect(prices.pricesFor([])).rejects.toThrow('lost.json');
  await setImmediate();
  expect(unhandled).toEqual([]);
});

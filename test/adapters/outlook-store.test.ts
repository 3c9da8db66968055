import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createOutlookSink } from '#adapters/outlook-log.ts';
import { createOutlookStore } from '#adapters/outlook-store.ts';
import { lookAhead } from '#core/outlook/look-ahead.ts';
import { toFigures } from '#core/outlook/outlook.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import { NAMESPACE } from '#core/signals/namespace.ts';
import {
  type EmbeddedAws,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  startEmbeddedAws,
} from '#scripts/local/aws/server.ts';
import { costing, outlookInput } from '../core/outlook/sample-input.ts';

let aws: EmbeddedAws;
const stored: string[] = [];
beforeAll(async () => {
  aws = await startEmbeddedAws({
    account: { buckets: [{ name: 'evidence', isVersioned: true }] },
    onPut: ({ key }) => stored.push(key),
  });
});
afterAll(() => aws.close());

const createStore = (bucket = 'evidence') =>
  createOutlookStore({
    bucket,
    region: LOCAL_REGION,
    endpoint: aws.endpoint,
    credentials: LOCAL_CREDENTIALS,
  });
const flat = Array.from({ length: 63 }, () => 10);

describe('outlooks', () => {
  test('are kept beside their assessment, and the newest is found again', async () => {
    const store = createStore();
    const first = lookAhead(outlookInput());
    const second = lookAhead(costing(flat, 255, { observedAt: '2026-11-22T05:00:00.000Z' }));

    expect(await store.latest()).toBeUndefined();
    await store.save(first);
    await store.save(second);

    expect(await store.latest()).toEqual(second);
    expect(stored).toEqual([
      'assessments/2026-11-21T09-30-30-000Z/outlook.json',
      'latest/outlook.json',
      'assessments/2026-11-22T05-00-00-000Z/outlook.json',
      'latest/outlook.json',
    ]);
  });

  test('that cannot be read are no outlook, and a bucket that is not there is an error', async () => {
    await expect(createStore('nowhere').latest()).rejects.toThrow();
  });
});

describe('the figures of an outlook', () => {
  test('are written as one line whose metrics belong to the time of the outlook', () => {
    const lines: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    });

    createOutlookSink({ stage: 'prod' }).write(toFigures(lookAhead(costing(flat, 255))));
    write.mockRestore();

    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      message: 'outlook',
      Stage: 'prod',
      [catalogue.budgetExhaustedInDays.metricName]: 5,
      [catalogue.forecastCostUsd.metricName]: 300,
      _aws: {
        Timestamp: Date.parse('2026-11-21T09:30:30.000Z'),
        CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [['Stage']] }],
      },
    });
  });
});

import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { manifestKey } from '#core/bill/export-manifest.ts';
import { addDays, toDay } from '#core/rollup/day.ts';
import { exportLine, marketplaceLine, toExportFile } from '../../support/cost-export.ts';
import { httpCall } from '../../support/http-call.ts';
import { TENANT, useLocalStack } from '../../support/local-stack.ts';
import { TEST_CONTEXT } from '../../support/local-stack-context.ts';
import { clientOptions } from './aws/target.ts';

const place = { bucket: 'our-bills', prefix: 'cur', exportName: 'bedrock' };
const running = useLocalStack({}, () => ({
  context: {
    waymark: {
      stages: {},
      defaults: { ...TEST_CONTEXT.waymark.defaults, cost: { dataExport: place, readers: [TENANT] } },
    },
  },
}));

/** Puts a month of the export into the bucket, as AWS does. */
async function deliver(period: string, lines: Parameters<typeof toExportFile>[0]): Promise<void> {
  const client = new S3Client(clientOptions(() => running().stack.aws.endpoint));
  const put = (Key: string, Body: Uint8Array | string) =>
    client.send(new PutObjectCommand({ Bucket: place.bucket, Key, Body }));
  const file = `cur/bedrock/data/BILLING_PERIOD=${period}/bedrock-00001.csv.gz`;
  await put(file, toExportFile(lines));
  await put(manifestKey(place, period), JSON.stringify({ dataFiles: [`s3://our-bills/${file}`] }));
  client.destroy();
}

async function costs(from: string, to: string) {
  const { baseUrl, authorization } = running();
  const answer = await httpCall(baseUrl, {
    method: 'GET',
    path: `/v1/costs?from=${from}&to=${to}`,
    headers: authorization,
  });
  return JSON.parse(answer.body.toString()) as Record<string, unknown>;
}

describe('a local stack with a data export', () => {
  it('says why the bill is unknown, and holds its days against it once the export is there', async () => {
    const today = toDay(Date.now());
    const [from, day] = [addDays(today, -8), addDays(today, -3)];
    const periods = new Set([from, addDays(today, -2)].map((each) => each.slice(0, 7)));
    await running().stack.invoke('cost', { kind: 'rollup' });
    const before = await costs(from, today);
    running().stack.aws.createBucket({ name: place.bucket });
    for (const period of periods)
      await deliver(period, [exportLine(day), marketplaceLine(day, 'Claude Sonnet 5')]);

    await running().stack.invoke('cost', { kind: 'rollup' });
    const after = await costs(from, today);

    expect(before.unreadBills).toMatchObject([{ source: 'data_export', detail: expect.any(String) }]);
    expect(after.unreadBills).toBeUndefined();
    expect(after.reconciliation).toContainEqual(
      expect.objectContaining({ day, source: 'data_export', estimatedUsd: 0, differencePercent: 100 }),
    );
  });
});

import {
  BedrockRuntimeClient,
  ConverseCommand,
  ServiceQuotaExceededException,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import { runKeysCommand } from '#scripts/local/keys/run.ts';
import { connectLocalKeys } from '#scripts/local/local-clients.ts';
import { callModel, converseBody, requestIdOf } from '../../support/converse-call.ts';
import { useLocalStack } from '../../support/local-stack.ts';
import { waitForRecord, waitForRecordLine } from '../../support/records.ts';

const underTest = useLocalStack();
const COMMAND = { local: true, json: false, table: undefined, secretArn: undefined, stage: 'dev' } as const;

/** Runs `npm run keys` against the stack. */
async function keysCommand(...[command]: [Record<string, unknown>]): Promise<Record<string, unknown>> {
  const { stack } = underTest();
  const place = { ...stack, endpoint: stack.aws.endpoint, region: stack.template.region };
  const connection = connectLocalKeys(place);
  try {
    return (await runKeysCommand({ ...COMMAND, ...command } as never, connection, Date.now())) as never;
  } finally {
    connection.destroy();
  }
}

const createKey = async (caps: unknown): Promise<string> => {
  const created = await keysCommand({
    action: 'create',
    tenant: 'capped',
    label: 'test',
    expiresAfterMs: undefined,
    caps,
  });
  return String(created.key);
};

describe('caps on one machine', () => {
  it('hold for a key through API Gateway, authorizer, gateway and DynamoDB, and are recorded', async () => {
    const key = await createKey({ dailyTokens: 5_000 });
    const call = () =>
      callModel(underTest(), converseBody('Once. [[tokens:5]]', { inferenceConfig: { maxTokens: 4_500 } }), {
        headers: { authorization: `Bearer ${key}` },
      });

    const first = await call();
    const firstRecord = await waitForRecord(underTest().stack, requestIdOf(first));
    await keysCommand({ action: 'cap', keyId: key.split('_')[1], change: { dailyTokens: 1 } });
    const whileCached = await call();

    expect([first.status, whileCached.status]).toEqual([200, 200]); // the authorizer's answer is remembered
    expect(firstRecord.cap).toEqual({ outcome: 'admitted', charged: 'usage' });
  });

  it('refuse with the exception that SDK clients know, in time', async () => {
    const { baseUrl, stack } = underTest();
    const client = new BedrockRuntimeClient({
      endpoint: baseUrl,
      region: 'us-east-1',
      token: { token: await createKey({ monthlyTokens: 700 }) },
      authSchemePreference: ['httpBearerAuth'],
      requestHandler: new NodeHttpHandler(),
    });
    const call = () =>
      client.send(
        new ConverseCommand({
          modelId: 'us.amazon.nova-lite-v1:0',
          messages: [{ role: 'user', content: [{ text: '[[tokens:300]]' }] }],
          inferenceConfig: { maxTokens: 300 },
        }),
      );

    await call();
    const startedAtMs = performance.now();
    const error: unknown = await call().catch((caught: unknown) => caught);
    const tookMs = performance.now() - startedAtMs;
    client.destroy();

    expect(error).toBeInstanceOf(ServiceQuotaExceededException);
    const { $metadata, message } = error as ServiceQuotaExceededException;
    expect($metadata.httpStatusCode).toBe(429);
    expect(message).toContain('monthly token cap');
    expect(tookMs).toBeLessThan(30_000);
    const { record, fields } = await waitForRecordLine(stack, $metadata.requestId ?? '');
    expect(record.cap).toEqual({ outcome: 'refused', by: 'key.monthlyTokens' });
    expect(fields[ownMetrics.capRefusals.metricName]).toBe(1);
  });
});

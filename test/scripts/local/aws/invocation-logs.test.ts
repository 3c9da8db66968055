import { gunzipSync, gzipSync } from 'node:zlib';
import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  GetLogEventsCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';
import { createCaptureBucket } from '#adapters/capture/bucket.ts';
import { createClaims } from '#adapters/capture/claims.ts';
import { createLoggingControl } from '#adapters/capture/logging-control.ts';
import { createLoggingMemory } from '#adapters/capture/logging-memory.ts';
import { UpstreamError } from '#core/errors.ts';
import { readLogEvent } from '#core/invocation-log/document.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '#scripts/local/aws/credentials.ts';
import { bedrockClient, useEmbeddedAws } from './use-embedded-aws.ts';

const getAws = useEmbeddedAws();
const options = () => ({ endpoint: getAws().endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });

const GROUP = { logGroupName: '/bedrock/calls' };
const STREAM = 'aws/bedrock/modelinvocations';
const CONFIG = {
  cloudWatchConfig: { ...GROUP, roleArn: 'arn:aws:iam::123456789012:role/logs' },
  embeddingDataDeliveryEnabled: false,
};
const MODEL = 'us.amazon.nova-lite-v1:0';
const ask = (text: string) =>
  new ConverseCommand({ modelId: MODEL, messages: [{ role: 'user', content: [{ text }] }] });

async function loggedMessages(): Promise<readonly string[]> {
  const logs = new CloudWatchLogsClient(options());
  const { events = [] } = await logs.send(
    new GetLogEventsCommand({ ...GROUP, logStreamName: STREAM, startFromHead: true }),
  );
  logs.destroy();
  return events.map(({ message = '' }) => message);
}

describe('invocation logs of the embedded Bedrock', () => {
  beforeEach(async () => {
    const logs = new CloudWatchLogsClient(options());
    await logs.send(new CreateLogGroupCommand(GROUP)).catch(() => undefined);
    logs.destroy();
  });

  test('are delivered while a configuration stands, under the request id of the answer', async () => {
    const control = new BedrockClient(options());
    await control.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig: CONFIG }));
    const { $metadata, usage } = await bedrockClient(getAws()).send(ask('Hello.'));
    const vector = new InvokeModelCommand({
      modelId: 'amazon.titan-embed-text-v2:0',
      body: JSON.stringify({ inputText: 'Hello.' }),
    });
    await bedrockClient(getAws()).send(vector);
    await control.send(new DeleteModelInvocationLoggingConfigurationCommand({}));
    await bedrockClient(getAws()).send(ask('Not logged.'));

    const messages = await loggedMessages();
    const [converse, embedding] = messages.map((message) => JSON.parse(message));
    expect(messages).toHaveLength(2);
    expect(readLogEvent(messages[0] ?? '').status).toBe('invocation');
    expect(converse).toMatchObject({
      requestId: $metadata.requestId,
      operation: 'Converse',
      modelId: MODEL,
      identity: { arn: 'arn:aws:iam::123456789012:user/local' },
      input: {
        inputTokenCount: usage?.inputTokens,
        inputBodyJson: { messages: [{ content: [{ text: 'Hello.' }] }] },
      },
      output: { outputBodyJson: { usage: { outputTokens: usage?.outputTokens } } },
    });
    expect(embedding.output).not.toHaveProperty('outputBodyJson');
    const { loggingConfig } = await control.send(new GetModelInvocationLoggingConfigurationCommand({}));
    expect(loggingConfig).toBeUndefined();
    control.destroy();
  });

  test('reach the function that a subscription filter names, as CloudWatch packs them', async () => {
    const invoked: { arn: string; event: { awslogs: { data: string } } }[] = [];
    const arrived = new Promise<void>((resolve) => {
      getAws().connectFunctions({
        invoke: (arn, event) => {
          invoked.push({ arn, event: event as (typeof invoked)[number]['event'] });
          resolve();
        },
        onTrailEvent: () => undefined,
      });
    });
    const logs = new CloudWatchLogsClient(options());
    const destinationArn = 'arn:aws:lambda:us-east-1:123456789012:function:collector';
    await logs.send(
      new PutSubscriptionFilterCommand({ ...GROUP, filterName: 'all', filterPattern: '', destinationArn }),
    );
    logs.destroy();

    getAws().ingestLogEvent({ ...GROUP, logStreamName: STREAM, timestampMs: 1_000, message: 'one' });
    getAws().ingestLogEvent({ ...GROUP, logStreamName: STREAM, timestampMs: 1_001, message: 'two' });
    await arrived;

    const data = Buffer.from(invoked[0]?.event.awslogs.data ?? '', 'base64');
    expect(invoked.map(({ arn }) => arn)).toEqual([destinationArn]);
    expect(JSON.parse(gunzipSync(data).toString())).toMatchObject({
      messageType: 'DATA_MESSAGE',
      logGroup: GROUP.logGroupName,
      logStream: STREAM,
      subscriptionFilters: ['all'],
      logEvents: [
        { message: 'one', timestamp: 1_000 },
        { message: 'two', timestamp: 1_001 },
      ],
    });
  });
});

describe('the adapters of capture', () => {
  test('claim an id once', async () => {
    await getAws().createTable('claims', 'id');
    const client = new DynamoDBClient(options());
    const claims = createClaims({ tableName: 'claims', clock: { now: () => 0 }, client });

    const answers = await Promise.all([claims.claim('a'), claims.claim('a'), claims.claim('b')]);

    expect(answers.filter(Boolean)).toHaveLength(2);
    await expect(claims.claim('b')).resolves.toBe(false);
    client.destroy();
  });

  test('remember the logging of the Region until they are told to forget', async () => {
    await getAws().createTable('memory', 'id');
    const client = new DynamoDBClient(options());
    const memory = createLoggingMemory({ tableName: 'memory', client });
    const managed = { state: 'managed', ours: CONFIG, previous: null } as const;

    await expect(memory.read()).resolves.toBeUndefined();
    await memory.write(managed);
    await expect(memory.read()).resolves.toEqual(managed);
    await memory.forget();
    await expect(memory.read()).resolves.toBeUndefined();
    client.destroy();
  });

  test('set, read and remove the logging of the Region, and say when Bedrock refuses', async () => {
    const client = new BedrockClient(options());
    const control = createLoggingControl(client);

    await control.put(CONFIG);
    await expect(control.read()).resolves.toEqual(CONFIG);
    await control.remove();
    await expect(control.read()).resolves.toBeUndefined();
    const refused = control.put({
      ...CONFIG,
      cloudWatchConfig: { logGroupName: 'nowhere', roleArn: CONFIG.cloudWatchConfig.roleArn },
    });
    await expect(refused).rejects.toThrow(UpstreamError);
    await expect(refused).rejects.toMatchObject({ retryable: true });
    client.destroy();
  });

  test('read bodies of their own bucket, packed or not, and nothing else', async () => {
    const client = new S3Client({ ...options(), forcePathStyle: true });
    getAws().createBucket({ name: 'capture' });
    const put = (Key: string, Body: string | Uint8Array) =>
      client.send(new PutObjectCommand({ Bucket: 'capture', Key, Body }));
    await put('bodies/plain', '{"a":1}');
    await put('bodies/packed', gzipSync('{"a":2}'));
    await put('bodies/text', 'no JSON');
    await put('bodies/bomb', gzipSync(Buffer.alloc(20_000_000, ' ')));
    await put('other', '{"a":3}');
    const bucket = createCaptureBucket({ bucket: 'capture', client });
    const read = (key: string, name = 'capture') => bucket.read({ bucket: name, key });

    await expect(read('bodies/plain')).resolves.toEqual({ status: 'read', value: { a: 1 } });
    await expect(read('bodies/packed')).resolves.toEqual({ status: 'read', value: { a: 2 } });
    for (const missing of [
      read('bodies/text'),
      read('bodies/bomb'),
      read('bodies/none'),
      read('other'),
      read('bodies/plain', 'theirs'),
    ])
      await expect(missing).resolves.toEqual({ status: 'missing' });
    client.destroy();
  });

  test('keep an event in quarantine under one key, however often', async () => {
    const client = new S3Client({ ...options(), forcePathStyle: true });
    getAws().createBucket({ name: 'quarantine' });
    const bucket = createCaptureBucket({ bucket: 'quarantine', client });
    const event = { id: 'e1', atMs: Date.UTC(2026, 10, 21), reason: 'not_json', message: 'x' } as const;

    expect(await bucket.keep(event)).toBe('quarantine/2026-11-21/not_json/e1');
    expect(await bucket.keep(event)).toBe('quarantine/2026-11-21/not_json/e1');
    expect(await bucket.keep({ id: 'e2', reason: 'not_a_log_event', message: 'x' })).toBe(
      'quarantine/undated/not_a_log_event/e2',
    );
    client.destroy();
  });
});

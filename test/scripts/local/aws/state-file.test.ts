import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetBucketVersioningCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EmbeddedAws, type EmbeddedAwsOptions, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { clientOptions } from './target.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:reports';
const onWarning = vi.fn();

let folder: string;
let stateFile: string;

beforeEach(async () => {
  onWarning.mockReset();
  folder = await mkdtemp(join(tmpdir(), 'waymark-state-'));
  stateFile = join(folder, 'state.json');
});

afterEach(() => rm(folder, { recursive: true }));

/** Starts, does something, and closes. */
async function run<Result>(
  act: (aws: EmbeddedAws) => Promise<Result>,
  options: EmbeddedAwsOptions = {},
): Promise<Result> {
  const aws = await startEmbeddedAws({ stateFile, onWarning, ...options });
  return act(aws).finally(aws.close);
}

const s3 = (aws: EmbeddedAws) => new S3Client(clientOptions(() => aws.endpoint));
const sns = (aws: EmbeddedAws) => new SNSClient(clientOptions(() => aws.endpoint));

test('objects with all their versions are there after a restart', async () => {
  const body = Uint8Array.from({ length: 256 }, (_, index) => index);
  const input = { Bucket: 'evidence', Key: '__proto__', ContentType: 'application/octet-stream' };
  const { VersionId } = await run(async (aws) => {
    aws.createBucket({ name: 'evidence', isVersioned: true });
    const first = await s3(aws).send(new PutObjectCommand({ ...input, Body: body }));
    await s3(aws).send(new PutObjectCommand({ ...input, Body: 'second' }));
    return first;
  });

  await run(async (aws) => {
    aws.createBucket({ name: 'evidence' });
    const first = await s3(aws).send(
      new GetObjectCommand({ Bucket: 'evidence', Key: '__proto__', VersionId }),
    );
    const newest = await s3(aws).send(new GetObjectCommand({ Bucket: 'evidence', Key: '__proto__' }));
    const versioning = await s3(aws).send(new GetBucketVersioningCommand({ Bucket: 'evidence' }));

    expect(await first.Body?.transformToByteArray()).toEqual(body);
    expect(first).toMatchObject({ VersionId, ContentType: 'application/octet-stream' });
    expect(await newest.Body?.transformToString()).toBe('second');
    expect(versioning.Status).toBe('Enabled');
  });
});

test('log lines are there after a restart, and are not counted a second time', async () => {
  const timestampMs = Date.now() - 60_000;
  const group = { logGroupName: '/aws/lambda/gateway', logStreamName: 'stream' };
  const metric = { Namespace: 'Waymark', Dimensions: [[]], Metrics: [{ Name: 'Requests' }] };
  const message = JSON.stringify({
    _aws: { Timestamp: timestampMs, CloudWatchMetrics: [metric] },
    Requests: 1,
  });
  await run(async (aws) => aws.ingestLogEvent({ ...group, timestampMs, message }));

  const [events, sums] = await run(async (aws) => {
    const logs = new CloudWatchLogsClient(clientOptions(() => aws.endpoint));
    const found = await logs.send(new FilterLogEventsCommand({ logGroupName: group.logGroupName }));
    const { MetricDataResults } = await new CloudWatchClient(clientOptions(() => aws.endpoint)).send(
      new GetMetricDataCommand({
        MetricDataQueries: [
          {
            Id: 'requests',
            MetricStat: { Metric: { Namespace: 'Waymark', MetricName: 'Requests' }, Stat: 'Sum', Period: 60 },
          },
        ],
        StartTime: new Date(timestampMs - 600_000),
        EndTime: new Date(timestampMs + 600_000),
      }),
    );
    return [found.events, MetricDataResults?.[0]?.Values] as const;
  });

  expect(events).toMatchObject([{ logStreamName: 'stream', timestamp: timestampMs, message }]);
  expect(sums).toEqual([1]);
});

test('topics keep their subscriptions, and take what the account is set up with on top', async () => {
  const subscriptionsOf = async (aws: EmbeddedAws) => {
    const { Subscriptions = [] } = await sns(aws).send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    return Subscriptions.map(({ Endpoint, SubscriptionArn }) => [Endpoint, SubscriptionArn]);
  };
  const topicWith = (endpoint: string) => ({
    account: { topics: [{ arn: TopicArn, subscriptions: [{ protocol: 'email', endpoint }] }] },
  });
  const before = await run(async (aws) => {
    await sns(aws).send(new CreateTopicCommand({ Name: 'reports' }));
    await sns(aws).send(
      new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'pending@example.com' }),
    );
    return subscriptionsOf(aws);
  }, topicWith('first@example.com'));
  const after = await run(subscriptionsOf, topicWith('second@example.com'));

  expect(before).toEqual([
    ['first@example.com', expect.stringContaining(`${TopicArn}:`)],
    ['pending@example.com', 'PendingConfirmation'],
  ]);
  expect(after).toEqual([...before, ['second@example.com', expect.stringContaining(`${TopicArn}:`)]]);
});

test('a file of a version that kept less is taken as it is', async () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:pepper-AbCdEf';
  const secret = { arn, name: 'pepper', value: 'kept', versionId: 'v1', createdMs: 0, changedMs: 0 };
  await writeFile(stateFile, JSON.stringify({ version: 1, secrets: [secret], tables: [], metrics: [] }));

  const { SecretString } = await run((aws) =>
    new SecretsManagerClient(clientOptions(() => aws.endpoint)).send(
      new GetSecretValueCommand({ SecretId: arn }),
    ),
  );

  expect(SecretString).toBe('kept');
  expect(onWarning).not.toHaveBeenCalled();
});

test.each([
  ['no JSON', '{'],
  ['another version', '{"version":2}'],
  ['a list', '[]'],
  ['a part that is not whole', '{"version":1,"secrets":[],"buckets":[{"name":"evidence"}]}'],
])('a file with %s is moved aside whole', async (_, text) => {
  await writeFile(stateFile, text);

  await run(async () => undefined);

  expect(await readFile(`${stateFile}.unreadable`, 'utf8')).toBe(text);
  expect(onWarning).toHaveBeenCalledOnce();
  expect((await readdir(folder)).sort()).toEqual(['state.json', 'state.json.unreadable']);
});

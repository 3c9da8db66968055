import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountSetup } from '#scripts/local/aws/account.ts';
import { createEventStore } from '#scripts/local/aws/cloudtrail/event-store.ts';
import { type EmbeddedAws, LOCAL_BEARER_TOKEN, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { clientOptions } from './target.ts';
import { bedrockClient, question } from './use-embedded-aws.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2026-11-21T12:00:00Z');
const GATEWAY_ARN = 'arn:aws:sts::123456789012:assumed-role/GatewayRole/gateway';
const account: AccountSetup = {
  principals: [{ accessKeyId: 'ASIAGATEWAY', secretAccessKey: 'gateway-secret', arn: GATEWAY_ARN }],
  buckets: [{ name: 'evidence' }],
  topics: [{ arn: 'arn:aws:sns:us-east-1:123456789012:reports' }],
  trails: [
    {
      name: 'main',
      bucketName: 'trail-logs',
      isMultiRegion: true,
      hasLogFileValidation: true,
      kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/trail',
      advancedEventSelectors: [
        [
          { field: 'eventCategory', equals: ['Data'] },
          { field: 'resources.type', equals: ['AWS::Bedrock::AgentAlias'] },
        ],
      ],
    },
    { name: 'stopped', bucketName: 'trail-logs', isLogging: false, deliveryError: 'AccessDenied' },
  ],
};
const gatewayCredentials = {
  accessKeyId: 'ASIAGATEWAY',
  secretAccessKey: 'gateway-secret',
  sessionToken: 'any',
};

let aws: EmbeddedAws;
let client: CloudTrailClient;
let wallMs: number;
let isPaced: boolean;

beforeEach(async () => {
  [wallMs, isPaced] = [0, true];
  // A caller that keeps to the limit, unless a test stops the clock.
  const wallClock = (): number => {
    wallMs += isPaced ? 1_000 : 0;
    return wallMs;
  };
  aws = await startEmbeddedAws({ account, now: () => nowMs, wallClock });
  client = new CloudTrailClient(clientOptions(() => aws.endpoint));
});

afterEach(async () => {
  client.destroy();
  await aws.close();
});

const lookup = (input: LookupEventsCommandInput = {}) => client.send(new LookupEventsCommand(input));
const namesIn = ({ Events = [] }: Awaited<ReturnType<typeof lookup>>) =>
  Events.map(({ EventName }) => EventName);
const attribute = (
  AttributeKey: 'EventName' | 'Username' | 'AccessKeyId' | 'ReadOnly',
  AttributeValue: string,
) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});
const change = (eventName: string, timeMs: number) => ({
  eventName,
  eventSource: 'bedrock.amazonaws.com',
  principalArn: 'arn:aws:iam::123456789012:user/anna',
  timeMs,
});

describe('the event history', () => {
  test('tells calls by an assumed role, model calls included, apart from those by users', async () => {
    const gateway = bedrockClient(aws, { credentials: gatewayCredentials });
    const modelId = 'us.amazon.nova-lite-v1:0';
    const { $metadata } = await gateway.send(
      new ConverseCommand({ modelId, messages: question('secret text') }),
    );
    await bedrockClient(aws).send(new ConverseCommand({ modelId, messages: question('hello') }));

    const { Events = [] } = await lookup(attribute('EventName', 'Converse'));
    const [byUser, byRole] = Events;
    const record = JSON.parse(byRole?.CloudTrailEvent ?? '');

    expect(Events).toHaveLength(2);
    expect(byUser).toMatchObject({ Username: 'local', AccessKeyId: 'local' });
    expect(byRole).toMatchObject({ Username: 'gateway', AccessKeyId: 'ASIAGATEWAY', ReadOnly: 'true' });
    expect(record).toMatchObject({
      eventSource: 'bedrock.amazonaws.com',
      eventTime: '2026-11-21T12:00:00Z',
      requestID: $metadata.requestId,
      requestParameters: { modelId },
      readOnly: true,
      managementEvent: true,
      userIdentity: {
        type: 'AssumedRole',
        arn: GATEWAY_ARN,
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::123456789012:role/GatewayRole' } },
      },
    });
    expect(JSON.stringify(Events)).not.toContain('secret text');
    expect(namesIn(await lookup(attribute('Username', 'gateway')))).toEqual(['Converse']);
    expect(namesIn(await lookup(attribute('AccessKeyId', 'ASIAGATEWAY')))).toEqual(['Converse']);
  });

  test('tells calls with a Bedrock API key', async () => {
    const client = bedrockClient(aws, {
      token: { token: LOCAL_BEARER_TOKEN },
      authSchemePreference: ['httpBearerAuth'],
    });
    await client.send(new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages: question('hello') }));

    const { Events = [] } = await lookup(attribute('EventName', 'Converse'));

    expect(Events[0]).toMatchObject({ Username: 'BedrockAPIKey-local' });
    expect(Events[0]?.AccessKeyId).toBeUndefined();
  });

  test('tells what a call failed with', async () => {
    aws.bedrock.failNext(1, 429);
    const failing = bedrockClient(aws).send(
      new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages: question('hello') }),
    );
    await expect(failing).rejects.toThrowError();

    const { Events = [] } = await lookup(attribute('EventName', 'Converse'));

    expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '')).toMatchObject({ errorCode: 'ThrottlingException' });
  });

  test('leaves out data events, unknown operations and callers it does not know', async () => {
    const [s3, sns] = [
      new S3Client(clientOptions(() => aws.endpoint)),
      new SNSClient(clientOptions(() => aws.endpoint)),
    ];
    await s3.send(new PutObjectCommand({ Bucket: 'evidence', Key: 'a', Body: 'a' }));
    await sns.send(new PublishCommand({ TopicArn: account.topics?.[0]?.arn, Message: 'a' }));
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'NotImplemented' });
    const stranger = new STSClient({
      ...clientOptions(() => aws.endpoint),
      credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'any' },
    });
    await expect(stranger.send(new GetCallerIdentityCommand({}))).rejects.toThrowError();
    aws.recordEvent(change('InvokeAgent', nowMs));

    expect((await lookup()).Events).toEqual([]);
  });

  test('holds events of any time, the newest first, of the last 90 days, and none of the future', async () => {
    for (const [name, daysAgo] of [
      ['CreatePrompt', 3],
      ['CreatePromptVersion', 1],
      ['UpdateGuardrail', 2],
      ['DeletePrompt', 91],
      ['CreateGuardrail', -1],
    ] as const)
      aws.recordEvent(change(name, nowMs - daysAgo * DAY_MS));

    expect(namesIn(await lookup())).toEqual(['CreatePromptVersion', 'UpdateGuardrail', 'CreatePrompt']);
    expect(namesIn(await lookup({ StartTime: new Date(nowMs - 2 * DAY_MS) }))).toEqual([
      'LookupEvents',
      'CreatePromptVersion',
      'UpdateGuardrail',
    ]);
    expect(namesIn(await lookup(attribute('ReadOnly', 'false')))).toHaveLength(3);
  });

  test('gives 50 a page, and pages that nothing recorded meanwhile moves', async () => {
    for (let index = 0; index < 120; index += 1)
      aws.recordEvent(change('CreatePrompt', nowMs - (index % 7) * 1_000));
    const input = attribute('EventName', 'CreatePrompt');
    const ids: (string | undefined)[] = [];
    const sizes: (number | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await lookup({ ...input, NextToken });
      ids.push(...(page.Events ?? []).map(({ EventId }) => EventId));
      sizes.push(page.Events?.length);
      aws.recordEvent(change('CreatePrompt', nowMs));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);

    expect(sizes).toEqual([50, 50, 20]);
    expect(new Set(ids).size).toBe(120);
  });

  test('refuses a token with other parameters than those it was given for', async () => {
    for (let index = 0; index < 3; index += 1) aws.recordEvent(change('CreatePrompt', nowMs));
    const { NextToken } = await lookup({ ...attribute('EventName', 'CreatePrompt'), MaxResults: 1 });

    await expect(lookup({ ...attribute('EventName', 'DeletePrompt'), NextToken })).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
  });

  test.each<[string, LookupEventsCommandInput, string]>([
    [
      'two attributes',
      {
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'CreatePrompt' },
          { AttributeKey: 'EventSource', AttributeValue: 'bedrock.amazonaws.com' },
        ],
      },
      'InvalidLookupAttributesException',
    ],
    [
      'an attribute that there is not',
      { LookupAttributes: [{ AttributeKey: 'Colour' as 'EventName', AttributeValue: 'red' }] },
      'InvalidLookupAttributesException',
    ],
    ['no results', { MaxResults: 0 }, 'InvalidMaxResultsException'],
    ['more than 50 results', { MaxResults: 51 }, 'InvalidMaxResultsException'],
    [
      'an end before the start',
      { StartTime: new Date(2_000), EndTime: new Date(1_000) },
      'InvalidTimeRangeException',
    ],
    ['a token that it did not give', { NextToken: 'made-up' }, 'InvalidNextTokenException'],
    ['a category that there is not', { EventCategory: 'data' as 'insight' }, 'InvalidEventCategoryException'],
  ])('refuses %s', async (_, input, name) => {
    await expect(lookup(input)).rejects.toMatchObject({ name });
  });

  test('lets two lookups a second through', async () => {
    isPaced = false;
    await lookup();
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: 'ThrottlingException' });
    wallMs += 500;
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: 'ThrottlingException' });
    wallMs += 60_000;
    await lookup();
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});

test('a flood of one kind of event is cut to its newest and does not push out another', () => {
  const store = createEventStore();
  store.record(change('UpdateGuardrail', 0));
  for (let index = 0; index < 45_000; index += 1) store.record(change('Converse', index));

  const calls = store.newestFirst('Converse');

  expect(calls.length).toBeLessThan(20_000);
  expect(calls[0]?.timeMs).toBe(44_999);
  expect(calls.at(-1)?.timeMs).toBe(45_000 - calls.length);
  expect(store.newestFirst().at(-1)?.eventName).toBe('UpdateGuardrail');
});

describe('trails', () => {
  test('are described with what they protect', async () => {
    const { trailList = [] } = await client.send(new DescribeTrailsCommand({}));
    const [main, stopped] = trailList;

    expect(main).toMatchObject({
      Name: 'main',
      TrailARN: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/main',
      IsMultiRegionTrail: true,
      LogFileValidationEnabled: true,
      KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/trail',
      HasCustomEventSelectors: true,
    });
    expect(stopped).toMatchObject({
      Name: 'stopped',
      IsMultiRegionTrail: false,
      LogFileValidationEnabled: false,
    });
    expect(
      await client.send(new DescribeTrailsCommand({ trailNameList: [main?.TrailARN ?? ''] })),
    ).toMatchObject({
      trailList: [{ Name: 'main' }],
    });
  });

  test('tell whether they log', async () => {
    const statusOf = (Name: string) => client.send(new GetTrailStatusCommand({ Name }));

    expect(await statusOf('main')).toMatchObject({
      IsLogging: true,
      LatestDeliveryTime: new Date('2026-11-21T11:55:00Z'),
    });
    expect(await statusOf('arn:aws:cloudtrail:us-east-1:123456789012:trail/stopped')).toMatchObject({
      IsLogging: false,
      LatestDeliveryError: 'AccessDenied',
    });
    await expect(statusOf('no/name')).rejects.toMatchObject({ name: 'InvalidTrailNameException' });
  });

  test('tell which events they hold', async () => {
    const selectorsOf = (TrailName: string) => client.send(new GetEventSelectorsCommand({ TrailName }));

    expect((await selectorsOf('main')).AdvancedEventSelectors).toEqual([
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::Bedrock::AgentAlias'] },
        ],
      },
    ]);
    expect((await selectorsOf('stopped')).EventSelectors).toMatchObject([
      { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] },
    ]);
    await expect(selectorsOf('missing')).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  });
});

import { describe, expect, it } from 'vitest';
import { grantsOf, statementsOf, toText } from './iam.ts';
import { findOne, ofType, type Resource, synthesise } from './support.ts';

type Resources = Readonly<Record<string, Resource>>;
type Json = Readonly<Record<string, unknown>>;

const RESOURCE = 'Custom::WaymarkInvocationLogging';
const manage = (more: Json = {}, stage = 'dev') =>
  synthesise({ invocationLogging: { mode: 'manage', ...more } }, stage).resources;
const adopt = () => synthesise({ invocationLogging: { mode: 'adopt' } }).resources;

const configurationOf = (resources: Resources): Json =>
  JSON.parse(toText(findOne(resources, RESOURCE).Properties.LoggingConfig));
const KEY = { 'Fn::GetAtt': [expect.stringMatching(/^DataKey/), 'Arn'] };
const logGroupOf = (resources: Resources) =>
  findOne(resources, 'AWS::Logs::LogGroup', 'InvocationLoggingLog');
const withoutSuffix = (grants: readonly string[]): string[] =>
  grants.map((grant) => grant.replaceAll(/[0-9A-F]{8}(?=[.>])/g, '')).toSorted();

describe('model invocation logging', () => {
  it('is left alone unless the settings ask for it', () => {
    const { resources } = synthesise();

    expect(ofType(resources, RESOURCE)).toEqual([]);
    expect(ofType(resources, 'AWS::Logs::SubscriptionFilter')).toEqual([]);
    expect(JSON.stringify(resources)).not.toContain('bedrock:PutModelInvocationLoggingConfiguration');
  });

  it.each([
    ['dev', { mode: 'manage' }],
    ['prod', { mode: 'manage', overwrite: true, concurrency: 'none' }],
    ['dev', { mode: 'adopt' }],
  ])('passes the packs in %s with %j', (stage, invocationLogging) => {
    expect(() => synthesise({ invocationLogging }, stage)).not.toThrow();
  });

  it('delivers what the settings say', () => {
    expect(configurationOf(manage({ text: false, image: true, embedding: true, video: true }))).toMatchObject(
      {
        textDataDeliveryEnabled: false,
        imageDataDeliveryEnabled: true,
        embeddingDataDeliveryEnabled: true,
        videoDataDeliveryEnabled: true,
        audioDataDeliveryEnabled: false,
        cloudWatchConfig: { largeDataDeliveryS3Config: { keyPrefix: 'bodies' } },
      },
    );
  });

  it('never overwrites by default', () => {
    expect(findOne(manage(), RESOURCE).Properties).toMatchObject({ Mode: 'manage', Overwrite: 'false' });
    expect(findOne(manage({ overwrite: true }), RESOURCE).Properties).toMatchObject({ Overwrite: 'true' });
  });

  it('writes to an encrypted group that masks from its first event on, for as long as the settings say', () => {
    const { Properties } = logGroupOf(manage({ retentionDays: 30 }));

    expect(Properties).toMatchObject({
      KmsKeyId: KEY,
      RetentionInDays: 30,
      DataProtectionPolicy: {
        Statement: [{ Operation: { Audit: {} } }, { Operation: { Deidentify: { MaskConfig: {} } } }],
      },
    });
  });

  it('is written with a role that only Bedrock may use, for this account and Region, and for this stream', () => {
    const resources = manage();
    const { Properties } = findOne(resources, 'AWS::IAM::Role', 'InvocationLoggingLogRole');

    expect(JSON.stringify(Properties.AssumeRolePolicyDocument)).toContain('bedrock.amazonaws.com');
    expect(Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: { 'aws:SourceArn': expect.anything() },
          },
        },
      ],
    });
    const stream = ':log-stream:aws/bedrock/modelinvocations';
    for (const grant of grantsOf(resources, 'InvocationLoggingLogRole'))
      expect(grant.endsWith(stream)).toBe(true);
  });

  it('puts bodies into a private, encrypted bucket that forgets them with the log', () => {
    const resources = manage({ retentionDays: 14 });
    const { Properties, DeletionPolicy } = findOne(resources, 'AWS::S3::Bucket', 'InvocationLogging');

    expect(Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: KEY } }],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 14, Status: 'Enabled' }] },
    });
    expect(DeletionPolicy).toBe('Retain');
  });

  it('has nothing of its own to write to when it adopts', () => {
    const resources = adopt();

    expect(findOne(resources, RESOURCE).Properties).not.toHaveProperty('LoggingConfig');
    expect(
      ofType(resources, 'AWS::Logs::LogGroup').some(([id]) => id.startsWith('InvocationLoggingLog')),
    ).toBe(false);
    expect(withoutSuffix(grantsOf(resources, 'InvocationLoggingControlRole')).join()).not.toMatch(
      /PutModel|PassRole/,
    );
  });

  it('is watched by a rule on the calls that change it', () => {
    const { Properties } = findOne(manage(), 'AWS::Events::Rule', 'InvocationLogging');

    expect(Properties.EventPattern).toMatchObject({
      source: ['aws.bedrock'],
      detail: {
        eventName: ['PutModelInvocationLoggingConfiguration', 'DeleteModelInvocationLoggingConfiguration'],
      },
    });
  });

  it.each([
    [{ mode: 'on' }, 'invocationLogging.mode', 'off, adopt, manage'],
    [{ retentionDays: 8 }, 'invocationLogging.retentionDays', 'one of 1, 3, 5'],
    [{ overwrite: 'yes' }, 'invocationLogging.overwrite', 'true or false'],
    [{ concurrency: -1 }, 'invocationLogging.concurrency', 'from 0 to 1000'],
  ])('refuses %j by the name of the setting', (invocationLogging, name, allowed) => {
    expect(() => synthesise({ invocationLogging })).toThrow(
      new RegExp(`${name.replace('.', '\\.')}[\\s\\S]*${allowed}`),
    );
  });
});

describe('the collector', () => {
  it('may read bodies, keep events, claim calls, and no more', () => {
    const grants = withoutSuffix(grantsOf(manage(), 'InvocationLoggingCollectorRole'));

    expect(grants).toEqual([
      'bedrock:GetInferenceProfile arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>:application-inference-profile/*',
      'dynamodb:PutItem <InvocationLoggingStoreTable.Arn>',
      'kms:Decrypt <DataKey.Arn>',
      'kms:GenerateDataKey <DataKey.Arn>',
      'logs:CreateLogStream <GatewayLogs.Arn>',
      'logs:PutLogEvents <GatewayLogs.Arn>',
      's3:GetObject <InvocationLoggingStoreBucket.Arn>/bodies/*',
      's3:PutObject <InvocationLoggingStoreBucket.Arn>/quarantine/*',
      'secretsmanager:GetSecretValue <HashSecret>',
      'sqs:SendMessage <InvocationLoggingCollectorDeadLetters.Arn>',
      'xray:PutTelemetryRecords *',
      'xray:PutTraceSegments *',
    ]);
  });

  it('gets every event of the log, adopted or managed, and writes where the gateway writes', () => {
    for (const resources of [manage(), adopt()]) {
      const { Properties } = findOne(resources, 'AWS::Logs::SubscriptionFilter');
      const { Properties: collector } = findOne(
        resources,
        'AWS::Lambda::Function',
        'InvocationLoggingCollector',
      );

      expect(Properties).toMatchObject({
        FilterPattern: '',
        LogGroupName: { 'Fn::GetAtt': [expect.stringMatching(/^InvocationLogging/), 'LogGroupName'] },
      });
      expect(collector).toMatchObject({
        LoggingConfig: { LogGroup: { Ref: expect.stringMatching(/^GatewayLogs/) } },
        DeadLetterConfig: { TargetArn: expect.anything() },
        ReservedConcurrentExecutions: 5,
      });
    }
  });

  it('is invoked by CloudWatch Logs for that group only', () => {
    const permission = ofType(manage(), 'AWS::Lambda::Permission').find(([id]) =>
      id.includes('CollectorHandlerSubscription'),
    );

    expect(permission?.[1].Properties).toMatchObject({
      Principal: 'logs.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
    expect(toText(permission?.[1].Properties.SourceArn)).toMatch(/:log-group:.*LogGroupName.*:\*$/);
  });
});

describe('the function that sets it up', () => {
  it('hands Bedrock the stack’s role and no other, unless it may overwrite', () => {
    const passed = (resources: Resources) =>
      statementsOf(resources, 'InvocationLoggingControlRole').filter(({ Action }) =>
        JSON.stringify(Action).includes('PassRole'),
      );

    const [own, ...more] = passed(manage());
    expect(more).toEqual([]);
    expect(toText(own?.Resource)).toContain('InvocationLoggingLogRole');
    expect(own?.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } });
    expect(passed(manage({ overwrite: true }))).toMatchObject([{ Resource: '*', Condition: own?.Condition }]);
  });
});

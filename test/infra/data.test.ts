import { describe, expect, it } from 'vitest';
import { parseKeysCommand } from '#scripts/local/keys/options.ts';
import { findOne, ofType, type Resource, synthesise } from './support.ts';

type Resources = Readonly<Record<string, Resource>>;

const DATA_TYPES = [
  'AWS::KMS::Key',
  'AWS::DynamoDB::Table',
  'AWS::SecretsManager::Secret',
  'AWS::Logs::LogGroup',
];
const dataOf = (resources: Resources) =>
  Object.values(resources).filter(({ Type }) => DATA_TYPES.includes(Type));
const KEY = { 'Fn::GetAtt': [expect.stringMatching(/^DataKey/), 'Arn'] };

describe('data', () => {
  it.each([
    ['dev', {}, 'Delete'],
    ['test', {}, 'Delete'],
    ['prod', {}, 'Retain'],
    ['prod', { dataRetention: 'destroy' }, 'Delete'],
    ['dev', { dataRetention: 'retain' }, 'Retain'],
  ])('in %s with %j has the policy %s', (stage, settings, policy) => {
    const data = dataOf(synthesise(settings, stage).resources);

    expect(data.length).toBe(12);
    for (const { DeletionPolicy, UpdateReplacePolicy } of data)
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual([policy, policy]);
  });

  it('is encrypted with the rotated key of the stack, everywhere', () => {
    const { resources } = synthesise();

    expect(findOne(resources, 'AWS::KMS::Key').Properties).toMatchObject({ EnableKeyRotation: true });
    for (const [, { Properties }] of ofType(resources, 'AWS::DynamoDB::Table'))
      expect(Properties).toMatchObject({
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: KEY },
      });
    expect(findOne(resources, 'AWS::SecretsManager::Secret').Properties).toMatchObject({ KmsKeyId: KEY });
    for (const [, { Properties }] of ofType(resources, 'AWS::SNS::Topic'))
      expect(Properties).toMatchObject({ KmsMasterKeyId: KEY });
    expect(findOne(resources, 'AWS::Bedrock::Guardrail').Properties).toMatchObject({ KmsKeyArn: KEY });
    for (const [, { Properties }] of ofType(resources, 'AWS::Logs::LogGroup'))
      expect(Properties).toMatchObject({ KmsKeyId: KEY });
    for (const [, { Properties }] of ofType(resources, 'AWS::Lambda::Function'))
      expect(Properties).toMatchObject({ KmsKeyArn: KEY });
  });

  it('in logs is kept as long as the settings say, in every group', () => {
    const { resources } = synthesise({ logRetentionDays: 731 });

    const days = ofType(resources, 'AWS::Logs::LogGroup').map(
      ([, { Properties }]) => Properties.RetentionInDays,
    );

    expect(days).toEqual(Array.from({ length: 7 }, () => 731));
  });

  it.each([
    ['dev', false],
    ['prod', true],
  ])('about keys in %s can be restored; deletion protection is %s', (stage, isProtected) => {
    expect(findOne(synthesise({}, stage).resources, 'AWS::DynamoDB::Table', 'Keys').Properties).toMatchObject(
      {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: isProtected,
        KeySchema: [{ AttributeName: 'keyId', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    );
  });

  it.each([
    ['dev', false],
    ['prod', true],
  ])(
    'about what caps count in %s can be restored and expires; deletion protection is %s',
    (stage, isProtected) => {
      const table = findOne(synthesise({}, stage).resources, 'AWS::DynamoDB::Table', 'CapCounters');

      expect(table.Properties).toMatchObject({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        DeletionProtectionEnabled: isProtected,
        KeySchema: [{ AttributeName: 'counter', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      });
    },
  );

  it('needs a pepper that nobody chose', () => {
    expect(findOne(synthesise().resources, 'AWS::SecretsManager::Secret').Properties).toMatchObject({
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
  });
});

describe('names', () => {
  it('are left to CloudFormation, so that a stack can be made twice', () => {
    const { resources } = synthesise();

    const nameProperties = [
      'FunctionName',
      'RoleName',
      'TableName',
      'TopicName',
      'QueueName',
      'LogGroupName',
      'DashboardName',
      'BucketName',
    ];
    const fixed = Object.entries(resources).flatMap(([id, { Properties }]) =>
      nameProperties.filter((name) => typeof Properties[name] === 'string').map((name) => `${id}.${name}`),
    );

    // A permission and a dashboard name other things by these properties, with references.
    expect(fixed).toEqual([]);
  });

  it('of the execution log group follows the API, which decides it', () => {
    const { resources } = synthesise();
    const group = findOne(resources, 'AWS::Logs::LogGroup', 'GatewayApiExecutionLogs');

    expect(JSON.stringify(group.Properties.LogGroupName)).toMatch(
      /API-Gateway-Execution-Logs_","?.*\{"Ref":"GatewayApi\w+"\},"\/dev"/,
    );
  });
});

describe('tags', () => {
  it('of the settings and the stage are on everything that takes tags', () => {
    const { resources } = synthesise({ tags: { team: 'platform' } });

    for (const type of [
      'AWS::Lambda::Function',
      'AWS::DynamoDB::Table',
      'AWS::KMS::Key',
      'AWS::ApiGateway::Stage',
    ])
      for (const [, { Properties }] of ofType(resources, type))
        expect(Properties.Tags).toEqual([
          { Key: 'team', Value: 'platform' },
          { Key: 'waymark:stage', Value: 'dev' },
        ]);
  });
});

describe('alarms', () => {
  it('can be mailed', () => {
    const { resources } = synthesise({ alarmEmail: 'ops@example.com' });

    expect(findOne(resources, 'AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    });
  });

  it('are mailed to nobody by default', () => {
    expect(ofType(synthesise().resources, 'AWS::SNS::Subscription')).toEqual([]);
  });
});

describe('outputs', () => {
  it('say where everything is', () => {
    const outputs = synthesise().template.toJSON().Outputs;

    expect(Object.keys(outputs).toSorted()).toEqual([
      'AlarmTopicArn',
      'ApiUrl',
      'DashboardUrl',
      'EvidenceBucketName',
      'FirstKeyCommand',
      'HashSecretArn',
      'KeysTableName',
      'ReportTopicArn',
    ]);
    expect(JSON.stringify(outputs.DashboardUrl)).toMatch(
      /#dashboards:name=",\{"Ref":"AWS::StackName"\},"-",\{"Ref":"AWS::Region"\},"-overview"/,
    );
  });

  it('give a first-key command that the keys program understands', () => {
    const { Value } = synthesise().template.toJSON().Outputs.FirstKeyCommand;
    const text: string = Value['Fn::Join'][1]
      .map((part: unknown) => (typeof part === 'string' ? part : 'reference'))
      .join('');

    const [program, options] = text.split(' -- ');
    expect(program).toBe('npm run keys');
    expect(parseKeysCommand(options?.split(' ') ?? [])).toMatchObject({
      kind: 'command',
      command: { action: 'create', stage: 'dev', table: 'reference', secretArn: 'reference' },
    });
  });

  it('name no keys when callers sign with IAM', () => {
    const outputs = synthesise({ auth: 'iam' }).template.toJSON().Outputs;

    expect(Object.keys(outputs)).not.toContain('FirstKeyCommand');
    expect(Object.keys(outputs)).not.toContain('KeysTableName');
  });
});

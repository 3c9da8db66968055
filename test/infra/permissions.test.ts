import { describe, expect, it } from 'vitest';
import { EVIDENCE_PERMISSIONS, METRIC_PERMISSIONS } from '#core/maturity/permissions.ts';
import { OUTLOOK_PERMISSIONS } from '#core/outlook/permissions.ts';
import { ROUTES } from '#infra/routes.ts';
import { grantsOf, type Statement, statementsOf, toText } from './iam.ts';
import { ofType, synthesise } from './support.ts';

const ACCOUNT = 'arn:aws:bedrock:us-east-1:123456789012';
const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** Keys and values that have to be equal. */
function toConditions(statement: Statement | undefined): [string, string][] {
  const { StringEquals = {} } = statement?.Condition ?? {};
  return Object.entries(StringEquals).map(([key, value]) => [key, toText(value)]);
}

function bedrockGrants(settings: Record<string, unknown>): string[] {
  return grantsOf(synthesise(settings).resources, 'GatewayRole').filter((grant) =>
    grant.startsWith('bedrock:'),
  );
}

describe('the gateway may', () => {
  const { resources } = synthesise({ models: ['amazon.nova-lite-v1:0'] });

  it('do exactly this with one base model and the managed guardrail', () => {
    const withoutSuffix = grantsOf(resources, 'GatewayRole').map((grant) =>
      grant.replaceAll(/[0-9A-F]{8}(?=[.>])/g, ''),
    );

    expect(withoutSuffix.toSorted()).toEqual([
      'bedrock:ApplyGuardrail <DefaultGuardrail.GuardrailArn>',
      'bedrock:InvokeModel arn:<AWS::Partition>:bedrock:<AWS::Region>::foundation-model/amazon.nova-lite-v1:0',
      'bedrock:InvokeModelWithResponseStream arn:<AWS::Partition>:bedrock:<AWS::Region>::foundation-model/amazon.nova-lite-v1:0',
      'dynamodb:GetItem <CapCountersTable.Arn>',
      'dynamodb:UpdateItem <CapCountersTable.Arn>',
      'kms:Decrypt <DataKey.Arn>',
      'kms:Decrypt <DataKey.Arn>',
      'kms:DescribeKey <DataKey.Arn>',
      'kms:Encrypt <DataKey.Arn>',
      'kms:GenerateDataKey <DataKey.Arn>',
      'logs:CreateLogStream <GatewayLogs.Arn>',
      'logs:PutLogEvents <GatewayLogs.Arn>',
      'secretsmanager:GetSecretValue <HashSecret>',
      'xray:PutTelemetryRecords *',
      'xray:PutTraceSegments *',
    ]);
  });

  it('use a profile, and its model in any Region only through that profile', () => {
    const model = 'us.anthropic.claude-sonnet-5';
    const profile = `arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>:inference-profile/${model}`;

    const { resources } = synthesise({ models: [model] });

    const [conditional, ...others] = statementsOf(resources, 'GatewayRole').filter(
      ({ Action, Condition }) =>
        Condition && [Action].flat().every((action) => action.startsWith('bedrock:')),
    );
    expect(others).toEqual([]);
    expect(conditional?.Action).toEqual(INVOKE);
    expect(toText(conditional?.Resource)).toBe(
      'arn:<AWS::Partition>:bedrock:*::foundation-model/anthropic.claude-sonnet-5',
    );
    expect(toConditions(conditional)).toEqual([['bedrock:InferenceProfileArn', profile]]);
    expect(grantsOf(resources, 'GatewayRole')).toContain(`bedrock:InvokeModel ${profile}`);
  });

  it.each([
    [`${ACCOUNT}:provisioned-model/a1b2c3`, 'bedrock:InvokeModel'],
    [`${ACCOUNT}:default-prompt-router/anthropic.claude:1`, 'bedrock:InvokeModel'],
    [`${ACCOUNT}:prompt/ABCDEFGHIJ:3`, 'bedrock:RenderPrompt'],
    [`${ACCOUNT}:application-inference-profile/a1b2c3`, 'bedrock:InvokeModel'],
    ['arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0', 'bedrock:InvokeModel'],
  ])('use %s', (arn, action) => {
    expect(bedrockGrants({ models: [arn], guardrail: { mode: 'off' } })).toContain(`${action} ${arn}`);
  });

  it('read the model behind the application profiles that are listed, and behind no other', () => {
    const arn = `${ACCOUNT}:application-inference-profile/a1b2c3`;
    const models = [arn, 'us.amazon.nova-lite-v1:0', `${ACCOUNT}:provisioned-model/a1b2c3`];

    const grants = bedrockGrants({ models, aliases: {}, guardrail: { mode: 'off' } });

    expect(grants.filter((grant) => grant.includes('GetInferenceProfile'))).toEqual([
      `bedrock:GetInferenceProfile ${arn}`,
    ]);
  });

  it('apply an existing guardrail only, when the settings name one', () => {
    const arn = `${ACCOUNT}:guardrail/abc123`;

    const grants = bedrockGrants({ guardrail: { mode: 'existing', arn, version: '4' } });

    expect(grants.filter((grant) => grant.includes('Guardrail'))).toEqual([`bedrock:ApplyGuardrail ${arn}`]);
  });

  it('apply none, when the guardrail is off', () => {
    expect(bedrockGrants({ guardrail: { mode: 'off' } }).join()).not.toContain('ApplyGuardrail');
  });

  it('invoke every model of a long list', () => {
    const models = Array.from({ length: 40 }, (_, index) => `us.amazon.nova-${index}-v1:0`);

    const grants = bedrockGrants({ models, aliases: {} });

    expect(
      models.filter((model) => !grants.some((grant) => grant.endsWith(`inference-profile/${model}`))),
    ).toEqual([]);
  });
});

describe('the other functions may', () => {
  const { resources } = synthesise();

  it('read one key and the secret, in the authorizer', () => {
    const actions = grantsOf(resources, 'KeysAuthorizerFunctionRole').map((grant) => grant.split(' ')[0]);

    expect(actions.toSorted()).toEqual([
      'dynamodb:GetItem',
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('read the table of daily costs and no other, in maturity', () => {
    const grants = grantsOf(resources, 'MaturityRole').map((grant) =>
      grant.replaceAll(/[0-9A-F]{8}(?=[.>])/g, ''),
    );

    expect(grants.filter((grant) => grant.startsWith('dynamodb:'))).toEqual([
      'dynamodb:Query <CostsTable.Arn>',
    ]);
  });

  it('do nothing but write logs and traces, in feedback', () => {
    const actions = grantsOf(resources, 'FeedbackRole').map((grant) => grant.split(' ')[0]);

    expect(actions.toSorted()).toEqual([
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });
});

describe('the maturity function may', () => {
  const withoutSuffix = (grant: string) => grant.replaceAll(/[0-9A-F]{8}(?=[.>])/g, '');
  const grants = grantsOf(synthesise().resources, 'MaturityRole').map(withoutSuffix);
  const evidence = [...METRIC_PERMISSIONS, ...Object.values(EVIDENCE_PERMISSIONS).flat()];
  const reads = [...new Set([...evidence, ...OUTLOOK_PERMISSIONS])];

  it('read what an assessment and an outlook read', () => {
    const actions = grants.map((grant) => grant.split(' ')[0]);

    expect(reads.filter((action) => !actions.includes(action))).toEqual([]);
  });

  it('write to its bucket, its topic and its log, and nowhere else', () => {
    const others = grants.filter((grant) => !reads.some((action) => grant.startsWith(`${action} `)));

    expect(others.toSorted()).toEqual([
      'kms:Decrypt <DataKey.Arn>',
      'kms:GenerateDataKey <DataKey.Arn>',
      'logs:CreateLogStream <MaturityLogs.Arn>',
      'logs:PutLogEvents <MaturityLogs.Arn>',
      's3:GetObject <EvidenceBucket.Arn>/*',
      's3:ListBucket <EvidenceBucket.Arn>',
      's3:PutObject <EvidenceBucket.Arn>/*',
      'secretsmanager:GetSecretValue <HashSecret>',
      'sns:Publish <ReportTopic>',
      'sqs:SendMessage <MaturityDeadLetters.Arn>',
      'xray:PutTelemetryRecords *',
      'xray:PutTraceSegments *',
    ]);
  });

  it('query the logs of the gateway and of feedback only', () => {
    expect(grants.filter((grant) => grant.startsWith('logs:StartQuery')).toSorted()).toEqual([
      'logs:StartQuery <FeedbackLogs.Arn>',
      'logs:StartQuery <GatewayLogs.Arn>',
    ]);
  });
});

describe('roles', () => {
  const { resources } = synthesise();
  const roles = ofType(resources, 'AWS::IAM::Role');

  it('belong to one function each, and one to the schedules of each', () => {
    const used = ofType(resources, 'AWS::Lambda::Function').map(([, { Properties }]) =>
      toText(Properties.Role),
    );

    expect(new Set(used).size).toBe(used.length);
    const ofSchedules = roles.filter(([id]) => /^(MaturitySchedules|CostsScheduleRole)/.test(id));
    expect(ofSchedules).toHaveLength(2);
    expect(roles).toHaveLength(used.length + ofSchedules.length);
  });

  it('use no managed policy', () => {
    expect(roles.filter(([, { Properties }]) => Properties.ManagedPolicyArns !== undefined)).toEqual([]);
  });

  it('get a resource wildcard only for traces, query results, models behind a profile and to assess', () => {
    const wild = roles
      .filter(([id]) => !/^(Maturity|CostsScheduleRole)/.test(id))
      .flatMap(([id]) => grantsOf(resources, id))
      .filter((grant) => grant.includes('*'))
      .filter((grant) => !/^(xray:Put\w+|logs:GetQueryResults) \*$/.test(grant)) // they take no resource
      .filter(
        (grant) =>
          !/^bedrock:InvokeModel\w* arn:<AWS::Partition>:bedrock:\*::foundation-model\/[^*]+$/.test(grant),
      );

    expect(wild).toEqual([]);
  });
});

describe('functions are invoked', () => {
  it('by API Gateway only, each through its own routes or authorizer', () => {
    const { resources } = synthesise();

    const permissions = ofType(resources, 'AWS::Lambda::Permission').map(([, { Properties }]) => Properties);

    expect(permissions).toHaveLength(ROUTES.length + 1); // and the authorizer's
    for (const { Principal, SourceArn } of permissions) {
      expect(Principal).toBe('apigateway.amazonaws.com');
      expect(toText(SourceArn)).toMatch(/:execute-api:.*\/(authorizers\/|<.*>\/(GET|POST)\/)/);
    }
  });
});

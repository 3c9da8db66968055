import { describe, expect, it } from 'vitest';
import { grantsOf, toText } from './iam.ts';
import { findOne, ofType, synthesise } from './support.ts';

const withoutSuffix = (grants: readonly string[]): string[] =>
  grants.map((grant) => grant.replaceAll(/[0-9A-F]{8}(?=[.>])/g, '')).toSorted();

describe('the table of daily costs', () => {
  const { Properties } = findOne(synthesise().resources, 'AWS::DynamoDB::Table', 'Costs');

  it('has a partition a day, an end of life, and can be restored', () => {
    expect(Properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'day', KeyType: 'HASH' },
        { AttributeName: 'row', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });
});

describe('the cost function', () => {
  it('may do exactly this', () => {
    expect(withoutSuffix(grantsOf(synthesise().resources, 'CostsFunctionRole'))).toEqual([
      'dynamodb:BatchWriteItem <CostsTable.Arn>',
      'dynamodb:Query <CostsTable.Arn>',
      'kms:Decrypt <DataKey.Arn>',
      'logs:CreateLogStream <CostsFunctionLogs.Arn>',
      'logs:GetQueryResults *',
      'logs:PutLogEvents <CostsFunctionLogs.Arn>',
      'logs:StartQuery <FeedbackLogs.Arn>',
      'logs:StartQuery <GatewayLogs.Arn>',
      'sqs:SendMessage <CostsFunctionDeadLetters.Arn>',
      'xray:PutTelemetryRecords *',
      'xray:PutTraceSegments *',
    ]);
  });

  it('asks Cost Explorer, which is paid for, only when the settings say so', () => {
    const { resources } = synthesise({ cost: { reconcile: true, maxDifferencePercent: 5 } });

    expect(grantsOf(resources, 'CostsFunctionRole')).toContain('ce:GetCostAndUsage *');
    expect(findOne(resources, 'AWS::Lambda::Function', 'Costs').Properties).toMatchObject({
      Environment: { Variables: { RECONCILE: 'true', MAX_DIFFERENCE_PERCENT: '5' } },
    });
  });

  it('reads the data export that the settings name, and nothing else of its bucket', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/mrk-0a1b2c3d00004000800000000000abcd'; // of many Regions
    const dataExport = { bucket: 'bills', prefix: 'cur/daily', exportName: 'bedrock', kmsKeyArn };
    const { resources } = synthesise({ cost: { dataExport } });

    const own = withoutSuffix(grantsOf(synthesise().resources, 'CostsFunctionRole'));
    const added = withoutSuffix(grantsOf(resources, 'CostsFunctionRole')).filter(
      (grant) => !own.includes(grant),
    );
    expect(added).toEqual([
      'bedrock:GetInferenceProfile arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>:application-inference-profile/*',
      `kms:Decrypt ${kmsKeyArn}`,
      's3:GetObject arn:<AWS::Partition>:s3:::bills/cur/daily/bedrock/data/*',
      's3:GetObject arn:<AWS::Partition>:s3:::bills/cur/daily/bedrock/metadata/*',
    ]);
    expect(findOne(resources, 'AWS::Lambda::Function', 'Costs').Properties).toMatchObject({
      Environment: {
        Variables: {
          RECONCILE: 'false',
          ACCOUNT_ID: { Ref: 'AWS::AccountId' },
          DATA_EXPORT: '{"bucket":"bills","prefix":"cur/daily","exportName":"bedrock"}',
        },
      },
    });
    expect(findOne(resources, 'AWS::Lambda::Function', 'Maturity').Properties).toMatchObject({
      Environment: { Variables: { RECONCILE: 'true' } }, // the report says pending, not off
    });
  });

  it('runs in UTC, by the schedule of the settings', () => {
    const { resources } = synthesise({ cost: { rollupSchedule: 'rate(1 day)' } });

    expect(findOne(resources, 'AWS::Scheduler::Schedule', 'Costs').Properties).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      Target: { Input: '{"kind":"rollup"}' },
    });
  });

  it.each([
    [{ lookBackDays: 0 }, 'lookBackDays'],
    [{ readers: ['Not A Tenant'] }, 'a name of a tenant'],
    [{ budget: { monthlyUsd: 0 } }, 'an amount in USD above 0'],
    [{ unknown: 1 }, 'known names'],
    [{ dataExport: { bucket: 'Bills', prefix: 'cur', exportName: 'x' } }, 'name of the bucket'],
    [{ dataExport: { bucket: 'bills', prefix: '/cur/', exportName: 'x' } }, 'without a slash at its ends'],
    [{ dataExport: { bucket: 'bills', prefix: 'cur', exportName: 'a/b' } }, 'name of the export'],
    [
      { dataExport: { bucket: 'bills', prefix: 'cur', exportName: 'x', kmsKeyArn: 'k' } },
      'ARN of the KMS key',
    ],
  ])('refuses %j by name', (cost, words) => {
    expect(() => synthesise({ cost })).toThrow(new RegExp(words));
  });
});

describe('rules by tenant and by user', () => {
  it('are there when the settings say so, and drawn on the dashboard of level 4', () => {
    const { resources } = synthesise({ cost: { contributorRules: true } });
    const rules = ofType(resources, 'AWS::CloudWatch::InsightRule').map(([, { Properties }]) => Properties);

    const texts = rules.map(({ RuleBody }) => toText(RuleBody));

    expect(texts.filter((text) => text.includes('"ValueOf":"$.CostUsd"'))).toHaveLength(2);
    expect(texts.filter((text) => text.includes('$.invocation.user'))).toHaveLength(1);
    const dashboards = ofType(resources, 'AWS::CloudWatch::Dashboard').map(([, { Properties }]) =>
      toText(Properties.DashboardBody),
    );
    expect(dashboards.filter((body) => body.includes('-cost-by-user'))).toHaveLength(1);
  });

  it('are not there by default: beyond the first, a rule costs money', () => {
    expect(ofType(synthesise().resources, 'AWS::CloudWatch::InsightRule')).toHaveLength(1);
  });
});

describe('guards of the bill', () => {
  it('are off by default', () => {
    const { resources } = synthesise();

    for (const type of [
      'AWS::Budgets::Budget',
      'AWS::Budgets::BudgetsAction',
      'AWS::CE::AnomalySubscription',
    ])
      expect(ofType(resources, type)).toEqual([]);
  });

  it('tell the alarm topic at 80 and 100 percent of the budget', () => {
    const models = ['amazon.nova-lite-v1:0', 'us.anthropic.claude-sonnet-5'];
    const { resources } = synthesise({ models, aliases: {}, cost: { budget: { monthlyUsd: 500 } } });
    const { Properties } = findOne(resources, 'AWS::Budgets::Budget');

    expect(Properties).toMatchObject({
      Budget: {
        BudgetLimit: { Amount: 500, Unit: 'USD' },
        CostFilters: {
          Service: [
            'Amazon Bedrock',
            'Amazon Bedrock Service',
            'AmazonBedrockFoundationModels',
            'Claude 5 Sonnet (Amazon Bedrock Edition)',
            'Claude Sonnet 5 (Amazon Bedrock Edition)',
          ],
        },
      },
      NotificationsWithSubscribers: [
        { Notification: { Threshold: 80 }, Subscribers: [{ SubscriptionType: 'SNS' }] },
        { Notification: { Threshold: 100 } },
      ],
    });
    expect(JSON.stringify(findOne(resources, 'AWS::KMS::Key').Properties.KeyPolicy)).toContain(
      'budgets.amazonaws.com',
    );
  });

  it('count the services that the settings name, and no other', () => {
    const { resources } = synthesise({ cost: { budget: { monthlyUsd: 5, services: ['Amazon Bedrock'] } } });

    expect(findOne(resources, 'AWS::Budgets::Budget').Properties).toMatchObject({
      Budget: { CostFilters: { Service: ['Amazon Bedrock'] } },
    });
  });

  it('take the models from the gateway when the budget is spent and the settings say so', () => {
    const budget = { monthlyUsd: 500, whenSpent: 'stop_gateway' };
    const { resources } = synthesise({ cost: { budget } });

    expect(findOne(resources, 'AWS::Budgets::BudgetsAction').Properties).toMatchObject({
      ActionType: 'APPLY_IAM_POLICY',
      ApprovalModel: 'AUTOMATIC',
      Definition: { IamActionDefinition: { Roles: [{ Ref: expect.stringMatching(/^GatewayRole/) }] } },
    });
    expect(withoutSuffix(grantsOf(resources, 'CostGuardsActionRole'))).toEqual([
      'iam:AttachRolePolicy <GatewayRole.Arn>',
      'iam:DetachRolePolicy <GatewayRole.Arn>',
    ]);
  });

  it('watch for anomalies with a monitor of their own, or with the one that the account has', () => {
    const arn = 'arn:aws:ce::123456789012:anomalymonitor/0a1b2c3d-0000-4000-8000-000000000000';
    const own = synthesise({ cost: { anomalies: { minimumUsd: 20 } } }).resources;
    const existing = synthesise({ cost: { anomalies: { minimumUsd: 20, monitorArn: arn } } }).resources;

    expect(ofType(own, 'AWS::CE::AnomalyMonitor')).toHaveLength(1);
    expect(ofType(existing, 'AWS::CE::AnomalyMonitor')).toHaveLength(0);
    expect(findOne(existing, 'AWS::CE::AnomalySubscription').Properties).toMatchObject({
      MonitorArnList: [arn],
      Frequency: 'IMMEDIATE',
    });
  });
});

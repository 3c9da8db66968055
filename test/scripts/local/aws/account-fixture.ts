import type { AccountSetup } from '#scripts/local/aws/account.ts';

/** An account with something of everything; the contract suites ask for what is in it. */
export const ACCOUNT: AccountSetup = {
  serviceQuotas: [
    { name: 'On-demand model inference tokens per minute for Amazon Nova Lite', value: 8_000_000 },
    { name: 'On-demand model inference requests per minute for Amazon Nova Lite', value: 2_000 },
  ],
  invocationLogging: {
    config: {
      cloudWatchConfig: {
        logGroupName: '/bedrock/invocations',
        roleArn: 'arn:aws:iam::123456789012:role/logging',
      },
      s3Config: { bucketName: 'invocations', keyPrefix: 'large' },
      textDataDeliveryEnabled: true,
      imageDataDeliveryEnabled: false,
    },
  },
  guardrails: [
    {
      id: 'gr1',
      name: 'support',
      draft: {},
      versions: [
        { contextualGroundingPolicy: { filters: [{ type: 'GROUNDING', threshold: 0.7 }] } },
        { sensitiveInformationPolicy: { piiEntities: [{ type: 'EMAIL', action: 'ANONYMIZE' }] } },
      ],
      kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/one',
    },
    { id: 'gr2', name: 'new', status: 'CREATING', draft: {} },
    { id: 'gr3', name: 'third', draft: {} },
  ],
  evaluationJobs: [
    { name: 'spring', status: 'Completed', createdAt: '2026-03-01T00:00:00.000Z' },
    { name: 'summer', status: 'Failed', createdAt: '2026-06-01T00:00:00.000Z' },
    {
      name: 'autumn',
      status: 'Completed',
      createdAt: '2026-09-01T00:00:00.000Z',
      applicationType: 'RagEvaluation',
    },
  ],
  unavailableModels: ['anthropic.claude-opus-5'],
  inferenceProfiles: [
    { id: 'team1', name: 'team one', modelIds: ['amazon.nova-lite-v1:0'] },
    {
      id: 'us.amazon.nova-lite-v1:0',
      name: 'US Nova Lite',
      type: 'SYSTEM_DEFINED',
      modelIds: ['amazon.nova-lite-v1:0'],
    },
  ],
  prompts: [
    {
      id: 'PROMPT0001',
      name: 'answer',
      versions: ['2026-02-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z'],
    },
    { id: 'PROMPT0002', name: 'summarise' },
    { id: 'PROMPT0003', name: 'classify' },
  ],
  knowledgeBases: [
    {
      id: 'KB00000001',
      name: 'manuals',
      dataSources: [
        { id: 'DS00000001', name: 'bucket' },
        { id: 'DS00000002', name: 'old', status: 'DELETING' },
      ],
    },
    { id: 'KB00000002', name: 'broken', status: 'FAILED' },
  ],
  agents: [
    { id: 'AGENT00001', name: 'helper', roleArn: 'arn:aws:iam::123456789012:role/agents/helper' },
    { id: 'AGENT00002', name: 'other', roleArn: 'arn:aws:iam::123456789012:role/other', status: 'FAILED' },
  ],
  roles: [
    {
      name: 'helper',
      path: '/agents/',
      permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary',
    },
    { name: 'other' },
  ],
  billedCosts: [
    { day: '2026-11-18', service: 'Amazon Bedrock', usd: 1.25 },
    { day: '2026-11-18', service: 'Claude Sonnet 5 (Amazon Bedrock Edition)', usd: 2.000000000001 },
    { day: '2026-11-18', service: 'AWS Lambda', usd: 0.5 },
    { day: '2026-11-18', service: 'Amazon Bedrock', usd: 90, region: 'eu-west-1' },
    { day: '2026-11-18', service: 'Amazon Bedrock', usd: -1, recordType: 'Credit' },
    { day: '2026-11-18', service: 'Amazon Bedrock', usd: 40, accountId: '999999999999' },
    { day: '2026-11-18', service: 'Amazon Bedrock AgentCore', usd: 7 },
  ],
  budgets: [
    {
      name: 'bedrock',
      limitUsd: 500,
      notifications: [
        { threshold: 80, subscribers: [{ type: 'EMAIL', address: 'team@example.com' }] },
        { type: 'FORECASTED', threshold: 100, subscribers: [] },
      ],
    },
    { name: 'quiet', limitUsd: 10 },
  ],
  alarms: [
    {
      AlarmName: 'waymark-latency',
      AlarmActions: ['arn:aws:sns:us-east-1:123456789012:alarms'],
      Namespace: 'Waymark',
      MetricName: 'Latency',
      Dimensions: [{ Name: 'Stage', Value: 'dev' }],
      ExtendedStatistic: 'p95',
      Period: 300,
      Threshold: 2_000,
    },
    {
      AlarmName: 'waymark-error-rate',
      StateValue: 'ALARM',
      Metrics: [
        { Id: 'rate', Expression: 'errors / requests', ReturnData: true },
        {
          Id: 'errors',
          MetricStat: { Metric: { Namespace: 'Waymark', MetricName: 'Errors' }, Period: 300, Stat: 'Sum' },
          ReturnData: false,
        },
      ],
      Threshold: 0.05,
    },
    {
      AlarmName: 'other',
      ActionsEnabled: false,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Threshold: 1,
    },
  ],
  dashboards: [
    { name: 'waymark-level-1', size: 2_048 },
    { name: 'waymark-level-2', size: 1_024 },
    { name: 'other', size: 10 },
  ],
  logGroups: [
    {
      name: '/bedrock/invocations',
      retentionInDays: 90,
      kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/one',
      dataProtectionStatus: 'ACTIVATED',
    },
    { name: 'aws/spans', storedBytes: 4_096 },
    { name: '/aws/lambda/gateway' },
  ],
};

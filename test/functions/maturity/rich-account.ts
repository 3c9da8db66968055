import { AUDIT_TRAIL, GUARDRAIL_POLICIES, WARNING_BUDGET } from '#scripts/bench/maturity/controls.ts';
import type { AccountSetup } from '#scripts/local/aws/account.ts';

const ACCOUNT = '123456789012';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:alarms`;
const SILENT_TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:silent`;
const agentRole = (name: string) => `arn:aws:iam::${ACCOUNT}:role/agents/${name}`;
const alarm = { EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold', Threshold: 1 } as const;

/** An account that holds something of everything that is read. */
export const richAccount = (): AccountSetup => ({
  invocationLogging: {
    config: {
      cloudWatchConfig: { logGroupName: 'model-log', roleArn: `arn:aws:iam::${ACCOUNT}:role/logging` },
      textDataDeliveryEnabled: true,
      imageDataDeliveryEnabled: true,
      embeddingDataDeliveryEnabled: true,
    },
  },
  prompts: [
    { id: 'PROMPT0001', name: 'greeting', versions: ['2026-11-02T00:00:00.000Z'] },
    { id: 'PROMPT0002', name: 'draft-only' },
  ],
  knowledgeBases: [
    { id: 'KBASE00001', name: 'handbook', dataSources: [{ id: 'SOURCE0001', name: 's3' }] },
    { id: 'KBASE00002', name: 'empty' },
    {
      id: 'KBASE00004',
      name: 'never-synced',
      dataSources: [{ id: 'SOURCE0002', name: 's3', syncs: ['FAILED'] }],
    },
    { id: 'KBASE00003', name: 'making', status: 'CREATING' },
  ],
  agents: [
    { id: 'AGENT00001', name: 'planner', roleArn: agentRole('planner') },
    { id: 'AGENT00002', name: 'doer', roleArn: agentRole('doer') },
    { id: 'AGENT00003', name: 'helper', roleArn: agentRole('doer') },
  ],
  trails: [AUDIT_TRAIL, { name: 'stopped', bucketName: 'audit-logs', isLogging: false }],
  guardrails: [
    {
      id: 'pinned',
      name: 'pinned',
      draft: {},
      versions: [{}, GUARDRAIL_POLICIES],
    },
    { id: 'draftonly', name: 'draft-only', draft: {} },
    { id: 'broken', name: 'broken', status: 'FAILED', draft: {} },
  ],
  evaluationJobs: [
    { name: 'nightly', status: 'Completed', createdAt: '2026-11-19T03:00:00.000Z' },
    { name: 'failing', status: 'Failed', createdAt: '2026-11-20T03:00:00.000Z' },
    { name: 'old', status: 'Completed', createdAt: '2026-09-01T03:00:00.000Z' },
  ],
  roles: [
    {
      name: 'planner',
      path: '/agents/',
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
    },
    { name: 'doer', path: '/agents/' },
  ],
  logGroups: [{ name: 'aws/spans' }, { name: 'aws/spans-of-others' }],
  budgets: [
    WARNING_BUDGET,
    { name: 'silent', limitUsd: 10 },
    {
      name: 'servers',
      limitUsd: 10,
      services: ['Amazon Elastic Compute Cloud - Compute'],
      notifications: WARNING_BUDGET.notifications,
    },
  ],
  topics: [
    { arn: TOPIC, subscriptions: [{ protocol: 'email', endpoint: 'ops@example.org' }] },
    {
      arn: SILENT_TOPIC,
      subscriptions: [{ protocol: 'email', endpoint: 'nobody@example.org', isConfirmed: false }],
    },
  ],
  compositeAlarms: [
    { AlarmName: 'all', AlarmRule: 'ALARM("overseen") OR ALARM(other)', AlarmActions: [TOPIC] },
  ],
  alarms: [
    { ...alarm, AlarmName: 'overseen', Namespace: 'AWS/Bedrock', MetricName: 'InvocationServerErrors' },
    { ...alarm, AlarmName: 'heard', Namespace: 'Waymark', MetricName: 'ServerErrors', AlarmActions: [TOPIC] },
    {
      ...alarm,
      AlarmName: 'unheard',
      Namespace: 'AWS/Bedrock',
      MetricName: 'InvocationThrottles',
      AlarmActions: [SILENT_TOPIC],
    },
    {
      ...alarm,
      AlarmName: 'other',
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      AlarmActions: [TOPIC],
    },
  ],
});

import type { AccountSetup } from '#scripts/local/aws/account.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '#scripts/local/aws/credentials.ts';
import { AUDIT_TRAIL, GUARDRAIL_POLICIES, WARNING_BUDGET } from './controls.ts';

export const STAGE = 'prod';
export const GATEWAY_LOG_GROUP = '/aws/lambda/gateway';
export const FEEDBACK_LOG_GROUP = '/aws/lambda/feedback';
/** Bucket that the maturity function reads the newest assessment from. */
export const BUCKET = 'evidence';
export const KEYS_TABLE = 'keys';
export const SECRET_ARN = `arn:aws:secretsmanager:${LOCAL_REGION}:${LOCAL_ACCOUNT}:secret:pepper-AbCdEf`;
export const PEPPER = 'benchmark'.repeat(4);
export const TOPIC_ARN = `arn:aws:sns:${LOCAL_REGION}:${LOCAL_ACCOUNT}:reports`;

const role = (name: string): string => `arn:aws:iam::${LOCAL_ACCOUNT}:role/${name}`;
export const GATEWAY_ROLE_ARN = role('gateway');

const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
const id = (prefix: string, number: number): string =>
  `${prefix}${String(number).padStart(10 - prefix.length, '0')}`;

/** Two of everything that is read one by one: calls grow with the account, and this says by how much. */
export const RESOURCES = 2;

/** A governed account of moderate size: every read finds something. */
export function benchAccount(): AccountSetup {
  const each = numbered(RESOURCES);
  return {
    invocationLogging: {
      config: {
        cloudWatchConfig: { logGroupName: 'model-log', roleArn: role('logging') },
        textDataDeliveryEnabled: true,
      },
    },
    prompts: each.map((number) => ({
      id: id('PROMPT', number),
      name: `prompt-${number}`,
      versions: ['2026-11-02T00:00:00.000Z'],
    })),
    knowledgeBases: each.map((number) => ({
      id: id('KBASE', number),
      name: `handbook-${number}`,
      dataSources: [{ id: id('SOURCE', number), name: 's3' }],
    })),
    agents: each.map((number) => ({
      id: id('AGENT', number),
      name: `agent-${number}`,
      roleArn: role(`agent-${number}`),
    })),
    roles: each.map((number) => ({
      name: `agent-${number}`,
      permissionsBoundaryArn: `arn:aws:iam::${LOCAL_ACCOUNT}:policy/boundary`,
    })),
    guardrails: each.map((number) => ({
      id: `guardrail${number}`,
      name: `guardrail-${number}`,
      draft: {},
      versions: [GUARDRAIL_POLICIES],
    })),
    evaluationJobs: each.map((number) => ({
      name: `nightly-${number}`,
      status: 'Completed' as const,
      createdAt: new Date(Date.now() - number * 86_400_000).toISOString(),
    })),
    trails: [AUDIT_TRAIL],
    budgets: [WARNING_BUDGET],
    topics: [{ arn: TOPIC_ARN, subscriptions: [{ protocol: 'email', endpoint: 'ops@example.org' }] }],
    alarms: [ALARM],
    logGroups: [{ name: 'aws/spans' }],
    buckets: [{ name: BUCKET }],
  };
}

const ALARM = {
  AlarmName: 'server-errors',
  Namespace: 'Waymark',
  MetricName: 'ServerErrors',
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanThreshold' as const,
  Threshold: 1,
  AlarmActions: [TOPIC_ARN],
};

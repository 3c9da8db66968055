import type { AccountSetup } from '../../aws/account.ts';
import type { GuardrailPolicies } from '../../aws/bedrock-control/guardrails.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../aws/credentials.ts';
import type { Calendar } from '../team.ts';

const TOPIC = `arn:aws:sns:${LOCAL_REGION}:${LOCAL_ACCOUNT}:orchard-on-call`;
const role = (name: string): string => `arn:aws:iam::${LOCAL_ACCOUNT}:role/${name}`;

const POLICIES: GuardrailPolicies = {
  contentPolicy: { filters: [{ type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' }] },
  sensitiveInformationPolicy: { piiEntities: [{ type: 'EMAIL', action: 'ANONYMIZE' }] },
};
const GROUNDED: GuardrailPolicies = {
  ...POLICIES,
  contextualGroundingPolicy: { filters: [{ type: 'GROUNDING', threshold: 0.7 }] },
};

/** What orchard has built. */
export const orchardAccount = ({ daysAgo }: Calendar): AccountSetup => ({
  invocationLogging: {
    config: {
      s3Config: { bucketName: 'orchard-model-log' },
      cloudWatchConfig: { logGroupName: '/aws/bedrock/modelinvocations', roleArn: role('bedrock-logging') },
      textDataDeliveryEnabled: true,
    },
  },
  guardrails: [
    {
      id: 'orchardguard',
      name: 'orchard',
      draft: GROUNDED,
      versions: [POLICIES, GROUNDED],
      createdAt: daysAgo(200),
    },
  ],
  prompts: [
    {
      id: 'ORCHADVICE',
      name: 'advice',
      versions: [200, 170, 150, 130, 110, 90, 60, 6.3].map(daysAgo),
      createdAt: daysAgo(210),
    },
    {
      id: 'ORCHTRIAGE',
      name: 'triage',
      versions: [190, 160, 120, 90].map(daysAgo),
      createdAt: daysAgo(190),
    },
  ],
  knowledgeBases: [
    { id: 'ORCHKB0001', name: 'labels', dataSources: [{ id: 'ORCHDS0001', name: 'labels-bucket' }] },
    { id: 'ORCHKB0002', name: 'advice', dataSources: [{ id: 'ORCHDS0002', name: 'advice-bucket' }] },
  ],
  // the last release went out without one
  evaluationJobs: [{ name: 'advice-7', status: 'Completed', createdAt: daysAgo(21.5) }],
  agents: [
    { id: 'ORCHAGENT1', name: 'planner', roleArn: role('orchard-agents') },
    { id: 'ORCHAGENT2', name: 'ordering', roleArn: role('orchard-agents') },
    { id: 'ORCHAGENT3', name: 'weather', roleArn: role('orchard-weather') },
  ],
  roles: [
    { name: 'orchard-agents' },
    { name: 'orchard-weather', permissionsBoundaryArn: `arn:aws:iam::${LOCAL_ACCOUNT}:policy/read-only` },
  ],
  serviceQuotas: [
    {
      name: 'Global cross-region model inference tokens per minute for Anthropic Claude Sonnet 5',
      value: 6_000_000,
    },
    { name: 'Cross-region model inference tokens per minute for Amazon Nova Pro', value: 2_000_000 },
    { name: 'Cross-region model inference tokens per minute for Amazon Nova Lite', value: 8_000_000 },
  ],
  budgets: [
    {
      name: 'assistant',
      limitUsd: 3_000,
      services: ['Amazon Bedrock'],
      notifications: [
        { threshold: 60, subscribers: [{ type: 'EMAIL', address: 'lead@orchard.example' }] },
        { threshold: 90, subscribers: [{ type: 'EMAIL', address: 'lead@orchard.example' }] },
      ],
    },
  ],
  topics: [{ arn: TOPIC, subscriptions: [{ protocol: 'email', endpoint: 'on-call@orchard.example' }] }],
  alarms: ['ServerErrors', 'Throttles'].map((MetricName) => ({
    AlarmName: `gateway-${MetricName}`,
    Namespace: 'Waymark',
    MetricName,
    Dimensions: [{ Name: 'Stage', Value: 'prod' }],
    Statistic: 'Sum',
    Period: 300,
    Threshold: 5,
    AlarmActions: [TOPIC],
  })),
  trails: [{ name: 'management', bucketName: 'orchard-trail', isMultiRegion: true }],
});

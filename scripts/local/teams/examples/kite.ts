import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../aws/credentials.ts';
import type { Team } from '../team.ts';

const TOPIC = `arn:aws:sns:${LOCAL_REGION}:${LOCAL_ACCOUNT}:kite-alarms`;
const NOTEBOOK = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/AmazonSageMaker-ExecutionRole-notebooks/SageMaker`;
const ANN = `arn:aws:iam::${LOCAL_ACCOUNT}:user/ann`;

/** Level 1: it works, and that is about all that can be said. */
export const kite: Team = {
  name: 'kite',
  story: 'A research group with notebooks. It has set Waymark up and still calls most models past it.',
  guardrail: 'none',
  account: ({ daysAgo }) => ({
    // one prompt was tried out in the console and never got a version
    prompts: [{ id: 'KITEPROMPT', name: 'abstracts', createdAt: daysAgo(30) }],
    budgets: [{ name: 'research', limitUsd: 400 }],
    topics: [
      {
        arn: TOPIC,
        subscriptions: [{ protocol: 'email', endpoint: 'ann@kite.example', isConfirmed: false }],
      },
    ],
    alarms: [
      {
        AlarmName: 'bedrock-throttles',
        Namespace: 'AWS/Bedrock',
        MetricName: 'InvocationThrottles',
        Statistic: 'Sum',
        Period: 300,
        Threshold: 10,
        AlarmActions: [TOPIC],
      },
    ],
    trails: [{ name: 'management', bucketName: 'kite-trail' }],
    logGroups: [{ name: 'kite-notebooks', retentionInDays: 14 }],
  }),
  workloads: [
    {
      stage: 'prod',
      tenant: 'kite',
      application: 'reading-list',
      feature: 'abstracts',
      model: 'us.anthropic.claude-sonnet-5',
      operation: 'converse',
      subject: 'Summarise the abstract of this paper in two sentences.',
      system: 'You are a careful reader of papers. Answer in plain words.',
      callsPerDay: 52,
      shape: 'office',
      weekendShare: 0.2,
      prompt: { id: 'KITEPROMPT', share: 0.08, versionedShare: 0, versions: [] },
      twists: {
        throttledForGood: 0.025,
        failing: 0.008,
        throttledOnce: 0.03,
        unknownModel: 0.02,
        emptyAnswer: 0.004,
      },
    },
  ],
  direct: [
    {
      principalArn: NOTEBOOK,
      model: 'us.anthropic.claude-sonnet-5',
      operation: 'invoke',
      subject: 'Which of these results contradict each other?',
      callsPerDay: 88,
      shape: 'office',
      weekendShare: 0.35,
    },
    {
      principalArn: ANN,
      model: 'us.amazon.nova-lite-v1:0',
      operation: 'converse',
      subject: 'Turn this table into a list.',
      callsPerDay: 12,
      shape: 'office',
      weekendShare: 0,
    },
  ],
  events: [
    { eventName: 'CreatePrompt', principalArn: ANN, daysAgo: 12.6 },
    { eventName: 'UpdatePrompt', principalArn: ANN, daysAgo: 6.2 },
  ],
};

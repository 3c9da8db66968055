import type { AccountSetup } from '../../aws/account.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../aws/credentials.ts';
import type { Team, Workload } from '../team.ts';

const TOPIC = `arn:aws:sns:${LOCAL_REGION}:${LOCAL_ACCOUNT}:ferry-on-call`;
const PIPELINE = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/cdk-hnb659fds-cfn-exec-role-${LOCAL_ACCOUNT}-${LOCAL_REGION}/deploy`;
const MARTA = `arn:aws:iam::${LOCAL_ACCOUNT}:user/marta`;
const NIGHTLY = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/ferry-nightly-statistics/job`;

const SYSTEM =
  'You answer questions of passengers about timetables, bookings and refunds. Use the passages that are given, name the route, and say so when you do not know.';

const chat: Workload = {
  stage: 'prod',
  tenant: 'ferry',
  application: 'passenger-chat',
  feature: 'answers',
  model: 'fast',
  operation: 'converse-stream',
  subject: 'A passenger asks whether the evening crossing takes bicycles.',
  system: SYSTEM,
  callsPerDay: 112,
  shape: 'customers',
  weekendShare: 1.25,
  // the version is named by the web client only; the app's calls go without
  prompt: {
    id: 'FERRYCHAT1',
    share: 0.94,
    versionedShare: 0.52,
    versions: [{ version: '3', fromDaysAgo: 40 }],
  },
  twists: {
    throttledOnce: 0.02,
    serverErrorOnce: 0.006,
    failing: 0.002,
    personalData: 0.05,
    promptAttack: 0.012,
    usageMissing: 0.004,
    grounded: 0.3,
  },
  // a sale began and the quota was too small for an afternoon
  incidents: [{ daysAgo: 4, fromHour: 15, hours: 3, twist: 'throttledTwice', share: 0.6 }],
  feedback: { share: 0.005, negativeShare: 0.4 },
};

const account = ({ daysAgo }: Parameters<Team['account']>[0]): AccountSetup => ({
  invocationLogging: {
    config: {
      cloudWatchConfig: {
        logGroupName: '/aws/bedrock/modelinvocations',
        roleArn: `arn:aws:iam::${LOCAL_ACCOUNT}:role/bedrock-logging`,
      },
      textDataDeliveryEnabled: true,
    },
  },
  prompts: [
    {
      id: 'FERRYCHAT1',
      name: 'passenger-chat',
      createdAt: daysAgo(120),
      versions: [daysAgo(110), daysAgo(70), daysAgo(40)],
    },
    { id: 'FERRYMAIL1', name: 'mail-drafts', createdAt: daysAgo(60) },
  ],
  knowledgeBases: [
    {
      id: 'FERRYKB001',
      name: 'timetables',
      dataSources: [{ id: 'FERRYDS001', name: 'timetables-bucket' }],
    },
  ],
  // the judge's data set has a broken line since it was moved
  evaluationJobs: [
    { name: 'answers-1', status: 'Completed', createdAt: daysAgo(24) },
    { name: 'answers-2', status: 'Failed', createdAt: daysAgo(17) },
    { name: 'answers-3', status: 'Failed', createdAt: daysAgo(10) },
  ],
  serviceQuotas: [
    { name: 'Cross-region model inference tokens per minute for Amazon Nova Lite', value: 8_000_000 },
  ],
  budgets: [
    {
      name: 'bedrock',
      limitUsd: 900,
      notifications: [{ threshold: 80, subscribers: [{ type: 'EMAIL', address: 'finance@ferry.example' }] }],
    },
  ],
  topics: [{ arn: TOPIC, subscriptions: [{ protocol: 'email', endpoint: 'on-call@ferry.example' }] }],
  alarms: [
    {
      AlarmName: 'gateway-server-errors',
      Namespace: 'Waymark',
      MetricName: 'ServerErrors',
      Dimensions: [{ Name: 'Stage', Value: 'prod' }],
      Statistic: 'Sum',
      Period: 300,
      Threshold: 5,
      AlarmActions: [TOPIC],
    },
  ],
  trails: [{ name: 'management', bucketName: 'ferry-trail', isMultiRegion: true }],
  // Transaction Search was turned on; nothing sends spans yet
  logGroups: [{ name: 'aws/spans' }, { name: '/aws/bedrock/modelinvocations', retentionInDays: 90 }],
});

/** Level 2, solid: it runs without panic, and nobody could say why an answer changed. */
export const ferry: Team = {
  name: 'ferry',
  story: 'A product team with a chat for passengers. Operations are in order, governance has not begun.',
  account,
  workloads: [
    chat,
    {
      ...chat,
      feature: 'mail-drafts',
      operation: 'converse',
      subject: 'Draft a short answer to this complaint about a late crossing.',
      prompt: { id: 'FERRYMAIL1', share: 0.9, versionedShare: 0, versions: [] },
      callsPerDay: 20,
      shape: 'office',
      weekendShare: 0,
      twists: { toolUse: 0.3, throttledOnce: 0.02, personalData: 0.2 },
      incidents: [],
    },
    { ...chat, stage: 'test', callsPerDay: 6, shape: 'office', weekendShare: 0, incidents: [] },
    { ...chat, stage: 'dev', callsPerDay: 4, shape: 'office', weekendShare: 0, incidents: [] },
  ],
  direct: [
    {
      principalArn: NIGHTLY,
      model: 'us.amazon.nova-lite-v1:0',
      operation: 'converse',
      subject: 'Count the reasons for contact of the day.',
      callsPerDay: 1,
      shape: 'night',
      weekendShare: 1,
    },
  ],
  events: [
    { eventName: 'CreateEvaluationJob', principalArn: MARTA, daysAgo: 24 },
    { eventName: 'CreateEvaluationJob', principalArn: MARTA, daysAgo: 10 },
    { eventName: 'UpdateGuardrail', principalArn: PIPELINE, daysAgo: 12.4 },
    { eventName: 'CreateGuardrailVersion', principalArn: PIPELINE, daysAgo: 12.3 },
    { eventName: 'UpdatePrompt', principalArn: MARTA, daysAgo: 8.4 },
    { eventName: 'UpdatePrompt', principalArn: MARTA, daysAgo: 3.7 },
  ],
};

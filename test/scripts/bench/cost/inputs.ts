import type { StackFacts } from '#scripts/bench/cost/facts.ts';
import type { MeasuredKind, Measurement } from '#scripts/bench/cost/measurement.ts';
import { DEFAULT_ASSUMPTIONS, KINDS } from '#scripts/bench/cost/mix.ts';
import type { BillInput } from '#scripts/bench/cost/quantity.ts';

/** A call of 974 bytes in one line, which are 1,000 at CloudWatch Logs, with two metrics. */
export const KIND: MeasuredKind = {
  status: 200,
  logLines: 1,
  logBytes: 974,
  responseBytes: 2_000,
  textUnits: 4,
  stageMetrics: ['Requests by Stage'],
  modelMetrics: ['Requests by Stage, Model'],
  apiCalls: {},
};

/** A measurement; what differs is what a test is about. */
export const toMeasurement = (rest: Partial<Measurement> = {}): Measurement => ({
  measuredOn: '2026-11-21',
  kinds: Object.fromEntries(KINDS.map((kind) => [kind, KIND])),
  overheadSeconds: 0,
  authorisation: { seconds: 0.1, apiCalls: { 'authorizer dynamodb:GetItem': 1 } },
  startCalls: { 'gateway secretsmanager:GetSecretValue': 1 },
  runs: [
    {
      role: 'maturity',
      input: '{"kind":"refresh"}',
      seconds: 9,
      apiCalls: { 'maturity s3:PutObject': 6, 'maturity sns:Publish': 1 },
      metricsRequested: 50,
      logDaysScanned: 28,
      objectBytes: 400_000,
      logBytes: 1_000,
    },
  ],
  compressedShare: 0.1,
  ...rest,
});

/** A stack with one of everything that is paid for by being there. */
export const toStackFacts = (rest: Partial<StackFacts> = {}): StackFacts => ({
  functions: [
    { role: 'gateway', memoryGb: 1, isArm: true },
    { role: 'authorizer', memoryGb: 0.5, isArm: true },
    { role: 'maturity', memoryGb: 1, isArm: true },
  ],
  schedules: [
    { role: 'maturity', expression: 'cron(0 5 * * ? *)', timeZone: 'UTC', input: '{"kind":"refresh"}' },
  ],
  alarms: 1,
  alarmMetrics: 2,
  compositeAlarms: 0,
  dashboards: 1,
  largeDashboards: 0,
  insightRules: 1,
  kmsKeys: 1,
  secrets: 1,
  tables: 1,
  mailSubscriptions: 0,
  logRetentionDays: 365,
  authorizerCacheSeconds: 300,
  traceSampling: { reservoir: 0, share: 0.05 },
  guardrailPolicies: ['content', 'sensitiveInformation'],
  unpricedTypes: {},
  ...rest,
});

/** A million calls of that stack. */
export const toInput = (rest: Partial<BillInput> = {}): BillInput => ({
  facts: toStackFacts(),
  measurement: toMeasurement(),
  assumptions: DEFAULT_ASSUMPTIONS,
  calls: 1_000_000,
  ...rest,
});

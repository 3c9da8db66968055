import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INVOCATION_MESSAGE } from '#adapters/record-log.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import { toWrittenForm } from '#core/invocation/written-form.ts';
import { FACTS, type FactId } from '#core/maturity/facts.ts';
import { type FactObservation, ObservationSet } from '#core/maturity/observation.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import { observe } from '#functions/maturity/observe.ts';
import { assessmentActions } from '#scripts/assess/policy.ts';
import type { AccountSetup } from '#scripts/local/aws/account.ts';
import {
  type EmbeddedAws,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  startEmbeddedAws,
} from '#scripts/local/aws/server.ts';
import { invocationRecord } from '../../core/invocation/sample-records.ts';
import { richAccount } from './rich-account.ts';
import { createVirtualClock } from './virtual-clock.ts';

const NOW_MS = Date.parse('2026-11-21T09:30:30.000Z');
const DAY_MS = 86_400_000;
const LOG_GROUP = '/aws/lambda/gateway';
const GATEWAY_ROLE = 'arn:aws:iam::123456789012:role/gateway-role';
const SESSION = 'arn:aws:sts::123456789012:assumed-role';

const started: EmbeddedAws[] = [];
afterAll(() => Promise.all(started.map((aws) => aws.close())));

async function startAccount(account: AccountSetup) {
  const clock = createVirtualClock(NOW_MS);
  const aws = await startEmbeddedAws({ account, now: clock.now, wallClock: clock.monotonicMs });
  started.push(aws);
  return { aws, clock };
}

function record(aws: EmbeddedAws, eventName: string, principalArn: string, errorCode?: string): void {
  aws.recordEvent({
    eventName,
    principalArn,
    eventSource: 'bedrock.amazonaws.com',
    timeMs: NOW_MS - DAY_MS,
    errorCode,
  });
}

/** Logs a call as the gateway writes it, so that the queries' paths cannot drift from the line. */
function log(aws: EmbeddedAws, prompt: InvocationRecord['prompt']): void {
  const invocation = toWrittenForm(invocationRecord({ prompt }), { Stage: 'prod' });
  aws.ingestLogEvent({
    logGroupName: LOG_GROUP,
    logStreamName: 'one',
    timestampMs: NOW_MS - DAY_MS,
    message: JSON.stringify({ message: INVOCATION_MESSAGE, invocation }),
  });
}

function meter(aws: EmbeddedAws, day: number, metrics: Readonly<Record<string, number>>): void {
  const timestampMs = NOW_MS - day * DAY_MS;
  const Metrics = Object.keys(metrics).map((Name) => ({ Name, Unit: 'Count' }));
  const CloudWatchMetrics = [{ Namespace: 'Waymark', Dimensions: [['Stage']], Metrics }];
  aws.ingestLogEvent({
    logGroupName: LOG_GROUP,
    logStreamName: 'one',
    timestampMs,
    message: JSON.stringify({
      _aws: { Timestamp: timestampMs, CloudWatchMetrics },
      Stage: 'prod',
      ...metrics,
    }),
  });
}

async function observeAccount({ aws, clock }: Awaited<ReturnType<typeof startAccount>>) {
  const evidence = createLiveEvidence({
    region: LOCAL_REGION,
    endpoint: aws.endpoint,
    credentials: LOCAL_CREDENTIALS,
    clock,
  });
  const set = await observe(evidence, {
    stage: 'prod',
    region: LOCAL_REGION,
    windowDays: 14,
    gatewayLogGroup: LOG_GROUP,
    feedbackLogGroup: LOG_GROUP,
    gatewayRoleArn: GATEWAY_ROLE,
  });
  return { set, calls: evidence.calls.all() };
}

const readings = (set: ObservationSet, kind: 'fact' | 'signal') =>
  Object.fromEntries(
    set.observations.filter((one) => one.kind === kind).map(({ id, reading }) => [id, reading]),
  );

describe('a full gathering', () => {
  let gathered: Awaited<ReturnType<typeof observeAccount>>;

  beforeAll(async () => {
    const account = await startAccount(richAccount());
    const { aws } = account;
    record(aws, 'Converse', `${SESSION}/gateway-role/one`);
    record(aws, 'InvokeModel', `${SESSION}/notebook/someone`);
    record(aws, 'InvokeModel', `${SESSION}/refused/someone`, 'AccessDeniedException');
    aws.ingestLogEvent({
      logGroupName: 'aws/spans',
      logStreamName: 'one',
      timestampMs: NOW_MS - DAY_MS,
      message: '{"name":"chat"}',
    });
    record(aws, 'CreatePromptVersion', `${SESSION}/cdk-hnb659fds-cfn-exec-role-1-us-east-1/one`);
    record(aws, 'UpdateGuardrail', 'arn:aws:iam::123456789012:user/ann');
    log(aws, { id: 'PROMPT0001', version: '1', systemHash: 'aa' });
    log(aws, { id: 'PROMPT0001', version: '1', systemHash: 'aa' });
    log(aws, { systemHash: 'bb' });
    meter(aws, 1, { Requests: 10, ToolCalls: 4 });
    meter(aws, 3, { Requests: 6, ToolCalls: 4, ToolErrors: 2 });
    gathered = await observeAccount(account);
  });

  test('makes exactly the calls that the policy allows', () => {
    expect(Object.keys(gathered.calls)).toEqual(assessmentActions());
  });

  test('makes one GetMetricData call for up to 500 queries', () => {
    expect(gathered.calls['cloudwatch:GetMetricData']).toBe(1);
  });

  test('says every fact in its shape', () => {
    const facts = gathered.set.observations.filter((one): one is FactObservation => one.kind === 'fact');

    // forecasts are computed from the set, and join it afterwards
    const gatheredFacts = Object.keys(FACTS).filter((id) => id !== 'forecasts');
    expect(facts.map(({ id }) => id).toSorted()).toEqual(gatheredFacts.toSorted());
    const ofTheStack = facts.find(({ id }) => id === 'dailyCosts');
    expect(ofTheStack?.reading).toMatchObject({ status: 'unknown', reason: 'not_collected' });
    for (const { id, reading } of facts.filter((fact) => fact !== ofTheStack)) {
      expect(reading, id).toMatchObject({ status: 'known' });
      if (reading.status === 'known')
        expect(FACTS[id as FactId].parse(reading.value), id).toEqual(reading.value);
    }
  });

  test('says every signal of the catalogue once', () => {
    const signals = gathered.set.observations.filter(({ kind }) => kind === 'signal').map(({ id }) => id);

    expect(signals.toSorted()).toEqual(Object.keys(catalogue).toSorted());
  });

  test('is an observation set', () => {
    expect(ObservationSet.parse(gathered.set)).toEqual(gathered.set);
  });

  test.each<readonly [FactId, unknown]>([
    ['invocationLogging', { isEnabled: true, isTextDelivered: true, destinations: ['cloudwatch'] }],
    ['promptVersions', { prompts: 2, versioned: 1, isComplete: true }],
    ['knowledgeBases', { active: 3, withData: 1, isComplete: true }],
    ['agents', { agents: 3, distinctRoles: 2, isComplete: true }],
    ['agentBoundaries', { roles: 2, bounded: 1, isComplete: true }],
    ['sensitiveInformationFilter', { ready: 2, pinned: 1, filtering: 1, isComplete: true }],
    ['groundingFilter', { ready: 2, pinned: 1, filtering: 1, isComplete: true }],
    [
      'evaluationJobs',
      { completed: 1, failed: 1, lastCompletedAt: '2026-11-19T03:00:00.000Z', isComplete: true },
    ],
    ['pastEvaluations', { completed: 2, failed: 1, isComplete: true }],
    ['changes', { byPipeline: 0, byTemplate: 1, byHand: 1, principalsByHand: ['ann'], isComplete: true }],
    ['promptChanges', { events: 1, isComplete: true }],
    [
      'callers',
      { since: '2026-11-08T00:00:00.000Z', sampled: 2, throughGateway: 1, otherPrincipals: ['notebook'] },
    ],
    ['trails', { logging: 1, delivering: 1, multiRegion: 1, validated: 1, withAgentEvents: 1, complete: 1 }],
    ['budgets', { budgets: 3, onBedrock: 2, notifying: 1, isComplete: true }],
    ['alarms', { alarms: 3, reaching: 2, isComplete: true }],
    ['stages', { stages: ['prod'] }],
    ['traceSpans', { isPresent: true }],
    ['promptUse', { versions: [{ promptId: 'PROMPT0001', version: '1', day: '2026-11-20', calls: 2 }] }],
    ['unmanagedPrompts', { withSystemPrompt: 3, unmanaged: 1 }],
  ])('reads %s', (id, value) => {
    expect(readings(gathered.set, 'fact')[id]).toEqual({ status: 'known', value });
  });

  test('counts the spans of the window', () => {
    expect(readings(gathered.set, 'signal').spans).toMatchObject({ status: 'known', value: 1 });
  });

  test.each<readonly [FactId, string]>([
    ['budgets', '2026-11-21T09:29:00.000Z'],
    ['evaluationJobs', '2026-10-22T09:30:00.000Z'],
    ['pastEvaluations', '2026-08-23T09:30:00.000Z'],
    ['stages', '2026-11-07T09:30:00.000Z'],
    ['changes', '2026-11-08T00:00:00.000Z'],
  ])('says since when %s is true', (id, start) => {
    const observation = gathered.set.observations.find((one) => one.id === id);

    expect(observation?.window).toEqual({ start, end: '2026-11-21T09:30:00.000Z' });
  });

  test('adds a counter over the window, by the day', () => {
    const { requests } = readings(gathered.set, 'signal');

    expect(requests).toMatchObject({ status: 'known', value: 16 });
    expect(requests).toHaveProperty('daily.length', 14);
    expect(requests).toHaveProperty('daily.12', 10);
    expect(requests).toHaveProperty('daily.10', 6);
  });

  test('computes a ratio from the totals, a missing counter as zero', () => {
    const { toolErrorRate } = readings(gathered.set, 'signal');

    expect(toolErrorRate).toMatchObject({ status: 'known', value: 25 });
    expect(toolErrorRate).toHaveProperty('daily.12', 0);
    expect(toolErrorRate).toHaveProperty('daily.10', 50);
    expect(toolErrorRate).toHaveProperty('daily.11', null);
  });

  test('says no data of a counter without a datapoint', () => {
    expect(readings(gathered.set, 'signal').throttles).toEqual({ status: 'no_data' });
  });
});

describe('an account that refuses', () => {
  test('leaves everything unknown by the permission that is missing', async () => {
    const { set } = await observeAccount(await startAccount({ ...richAccount(), denied: REFUSED }));

    const actions = new Set(assessmentActions());
    for (const { id, reading } of set.observations) {
      expect(reading.status, id).toBe('unknown');
      if (reading.status === 'unknown' && reading.reason !== 'not_collected') {
        expect(reading.reason, id).toBe('denied');
        expect(actions, id).toContain(reading.permission);
        expect(reading.detail, id).not.toContain('is not authorized');
      }
    }
  });

  test('names throttling as such', async () => {
    const throttled = ['bedrock:ListGuardrails'];
    const { set } = await observeAccount(await startAccount({ ...richAccount(), throttled }));

    expect(readings(set, 'fact').groundingFilter).toMatchObject({ status: 'unknown', reason: 'throttled' });
    expect(readings(set, 'fact').agents).toMatchObject({ status: 'known' });
  });
});

const REFUSED = ['bedrock:*', 'budgets:*', 'cloudtrail:*', 'cloudwatch:*', 'iam:*', 'logs:*', 'sns:*'];

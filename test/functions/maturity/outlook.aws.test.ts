import { afterAll, describe, expect, test } from 'vitest';
import { INVOCATION_MESSAGE } from '#adapters/record-log.ts';
import { createQuotaReader } from '#adapters/service-quotas.ts';
import { toWrittenForm } from '#core/invocation/written-form.ts';
import { lookAhead } from '#core/outlook/look-ahead.ts';
import { gatherOutlook, type OutlookSettings } from '#functions/maturity/gather-outlook.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import type { AccountSetup } from '#scripts/local/aws/account.ts';
import {
  type EmbeddedAws,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  startEmbeddedAws,
} from '#scripts/local/aws/server.ts';
import { invocationRecord } from '../../core/invocation/sample-records.ts';
import { observationSet } from '../../core/maturity/sample-observations.ts';
import { createVirtualClock } from './virtual-clock.ts';

const NOW_MS = Date.parse('2026-11-21T09:30:30.000Z');
const DAY_MS = 86_400_000;
const DAYS = 28;
const LOG_GROUP = '/aws/lambda/gateway';
const MODEL = 'us.amazon.nova-lite-v1:0';
const settings: OutlookSettings = { stage: 'prod', gatewayLogGroup: LOG_GROUP, tokensPerMinuteQuotas: {} };
const set = { ...observationSet(), observedAt: '2026-11-21T09:30:30.000Z' };

const started: EmbeddedAws[] = [];
afterAll(() => Promise.all(started.map((aws) => aws.close())));

/** An account with four weeks of calls: each a log line, its metrics and its use of a quota. */
async function startAccount(setup: AccountSetup = {}) {
  const clock = createVirtualClock(NOW_MS);
  const account = { logGroups: [{ name: LOG_GROUP }], ...setup };
  let nowMs = NOW_MS;
  const aws = await startEmbeddedAws({ account, now: () => nowMs, wallClock: clock.monotonicMs });
  started.push(aws);
  for (let day = DAYS; day >= 1; day -= 1) {
    const atMs = NOW_MS - day * DAY_MS;
    nowMs = atMs; // CloudWatch takes no datapoint older than two weeks
    const tokens = aws.openMetric({
      namespace: 'Waymark',
      metricName: 'InputTokenCount',
      dimensions: [{ name: 'Stage', value: 'prod' }],
    });
    tokens(atMs, 1_000);
    const use = aws.openMetric({
      namespace: 'AWS/Bedrock',
      metricName: 'EstimatedTPMQuotaUsage',
      dimensions: [{ name: 'ModelId', value: MODEL }],
    });
    use(atMs, 6_000);
    for (const application of ['chat', 'mail']) log(aws, atMs, application);
  }
  nowMs = NOW_MS;
  const options = { endpoint: aws.endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const { metrics, logs, calls } = createLiveEvidence({ ...options, clock });
  return { aws, calls, readers: { metrics, logs, quotas: createQuotaReader(options) } };
}

function log(aws: EmbeddedAws, atMs: number, application: string): void {
  const invocation = toWrittenForm(invocationRecord({ application }), { Stage: 'prod' });
  aws.ingestLogEvent({
    logGroupName: LOG_GROUP,
    logStreamName: 'one',
    timestampMs: atMs,
    message: JSON.stringify({ message: INVOCATION_MESSAGE, invocation }),
  });
}

const signal = new AbortController().signal;

describe('an outlook of an account', () => {
  test('is read with one listing and two reads of metrics, from metrics, log and quotas', async () => {
    const name = 'Cross-region model inference tokens per minute for Amazon Nova Lite';
    const { readers, calls } = await startAccount({ serviceQuotas: [{ name, value: 50 }] });

    const input = await gatherOutlook(readers, settings, { set, previous: undefined, signal });
    const { series, quotas, adoption } = lookAhead(input);

    expect(calls.all()).toMatchObject({
      'cloudwatch:ListMetrics': 1,
      'cloudwatch:GetMetricData': 2,
      'logs:StartQuery': 1,
    });
    expect(series[0]).toMatchObject({
      id: 'tokens',
      history: { startDay: '2026-10-24', values: Array.from({ length: DAYS }, () => 1_000) },
      next: { days: 7, value: 7_000, lower: 6_860, upper: 7_140 },
    });
    expect(quotas).toMatchObject([
      { modelId: MODEL, tokensPerMinute: 50, source: name, verdict: { status: 'reached', inDays: 0 } },
    ]);
    expect(quotas[0]?.history.values).toEqual(Array.from({ length: DAYS }, () => 100));
    expect(adoption[0]?.history).toEqual({
      startDay: '2026-10-24',
      values: Array.from({ length: DAYS }, () => 2),
    });
  });

  test('asks the log only for days that no earlier outlook counted, and keeps what it counted', async () => {
    const { readers, calls } = await startAccount();
    const asked: string[] = [];
    const logs: typeof readers.logs = {
      query: (request) => {
        asked.push(request.window.start);
        return readers.logs.query(request);
      },
    };
    const first = lookAhead(
      await gatherOutlook({ ...readers, logs }, settings, {
        set: { ...set, observedAt: '2026-11-20T05:00:00.000Z' },
        previous: undefined,
        signal,
      }),
    );

    const second = await gatherOutlook({ ...readers, logs }, settings, { set, previous: first, signal });
    const again = await gatherOutlook({ ...readers, logs }, settings, {
      set,
      previous: lookAhead(second),
      signal,
    });

    expect(asked).toEqual(['2026-09-18T00:00:00.000Z', '2026-11-20T00:00:00.000Z']);
    expect(calls.all()['logs:StartQuery']).toBe(2);
    expect(again.active).toEqual(second.active);
    expect(second.active).toMatchObject({ status: 'known' });
    if (second.active.status === 'known') expect(second.active.days).toHaveLength(DAYS);
  });

  test('does not read quotas that the settings say already', async () => {
    const { readers } = await startAccount();
    const quotas = { read: () => Promise.reject(new Error('not to be read')) };
    const own = { ...settings, tokensPerMinuteQuotas: { [MODEL]: 1_000 } };

    const input = await gatherOutlook({ ...readers, quotas }, own, { set, previous: undefined, signal });

    expect(lookAhead(input).quotas[0]).toMatchObject({
      tokensPerMinute: 1_000,
      verdict: { status: 'not_reached' },
    });
  });

  test('says of everything that is refused which permission is missing', async () => {
    const { readers } = await startAccount({
      denied: ['servicequotas:ListServiceQuotas', 'logs:StartQuery', 'cloudwatch:GetMetricData'],
    });

    const { series, quotas, adoption } = lookAhead(
      await gatherOutlook(readers, settings, { set, previous: undefined, signal }),
    );

    expect(series[0]?.forecast).toMatchObject({
      reason: expect.stringContaining('cloudwatch:GetMetricData'),
    });
    expect(quotas[0]?.verdict).toMatchObject({
      reason: expect.stringContaining('servicequotas:ListServiceQuotas'),
    });
    expect(adoption[0]?.curve).toMatchObject({ reason: expect.stringContaining('logs:StartQuery') });
  });
});

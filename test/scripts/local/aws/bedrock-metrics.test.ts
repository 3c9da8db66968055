import { text } from 'node:stream/consumers';
import {
  ApplyGuardrailCommand,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type Metric,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { ACCOUNT } from './account-fixture.ts';
import { clientOptions } from './target.ts';
import { bedrockClient, question } from './use-embedded-aws.ts';

const model = 'amazon.nova-lite-v1:0';
const atMs = Date.parse('2026-11-20T12:00:30Z');
const call = { principalArn: 'arn:aws:sts::123456789012:assumed-role/gateway/session', atMs };

let aws: EmbeddedAws;
let metrics: CloudWatchClient;

beforeEach(async () => {
  await aws?.close();
  metrics?.destroy();
  aws = await startEmbeddedAws({ account: ACCOUNT, now: () => atMs });
  aws.bedrock.setLatency({ medianFirstTokenMs: 0, medianTokenMs: 0 });
  metrics = new CloudWatchClient(clientOptions(() => aws.endpoint));
});

afterAll(async () => {
  metrics.destroy();
  await aws.close();
});

const statisticOf = async (metric: Metric, Stat = 'Sum') => {
  const { MetricDataResults } = await metrics.send(
    new GetMetricDataCommand({
      StartTime: new Date(atMs - 60_000),
      EndTime: new Date(atMs + 60_000),
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period: 60, Stat } }],
    }),
  );
  return MetricDataResults?.[0]?.Values?.[0];
};

const sumOf = (MetricName: string, ModelId = model) =>
  statisticOf({ Namespace: 'AWS/Bedrock', MetricName, Dimensions: [{ Name: 'ModelId', Value: ModelId }] });

const namesOf = async (Namespace: string) => {
  const { Metrics = [] } = await metrics.send(new ListMetricsCommand({ Namespace }));
  return [...new Set(Metrics.map(({ MetricName }) => MetricName))].sort();
};

const converse = (words: string, more: Record<string, unknown> = {}) =>
  aws.bedrock.invoke(
    {
      path: `/model/${encodeURIComponent(model)}/converse`,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ messages: question(words), ...more })),
    },
    call,
  );

describe('AWS/Bedrock', () => {
  test('counts calls, tokens and latency by model', async () => {
    const client = bedrockClient(aws);
    const first = await client.send(new ConverseCommand({ modelId: model, messages: question('one two') }));
    const second = await client.send(new ConverseCommand({ modelId: model, messages: question('three') }));
    client.destroy();

    expect(await sumOf('Invocations')).toBe(2);
    expect(await sumOf('InputTokenCount')).toBe(
      (first.usage?.inputTokens ?? 0) + (second.usage?.inputTokens ?? 0),
    );
    expect(await sumOf('OutputTokenCount')).toBe(
      (first.usage?.outputTokens ?? 0) + (second.usage?.outputTokens ?? 0),
    );
    expect(await namesOf('AWS/Bedrock')).not.toContain('TimeToFirstToken');
  });

  test('reports the latency that the answer reports', async () => {
    const answer = await converse('[[latency:ms=120]] hello');

    const { metrics: told } = JSON.parse(await text(answer.body)) as { metrics: { latencyMs: number } };
    expect(told.latencyMs).toBe(120);
    expect(await sumOf('InvocationLatency')).toBe(120);
  });

  test('times the first token of streams that were sent in full', async () => {
    const client = bedrockClient(aws);
    const { stream } = await client.send(
      new ConverseStreamCommand({ modelId: model, messages: question('[[latency:ms=5]] stream') }),
    );
    for await (const _ of stream ?? []);
    client.destroy();

    expect(await sumOf('TimeToFirstToken')).toBe(5);
    expect(await sumOf('Invocations')).toBe(1);
  });

  test('estimates the use of the token quota, to which an answer of newer Claude models counts five times', async () => {
    const client = bedrockClient(aws);
    const claude = 'us.anthropic.claude-sonnet-5';
    const ask = (modelId: string) =>
      client.send(new ConverseCommand({ modelId, messages: question('one two') }));
    const [nova, sonnet] = [await ask(model), await ask(claude)];
    client.destroy();

    const useOf = ({ usage }: typeof nova, burndown: number) =>
      (usage?.inputTokens ?? 0) + burndown * (usage?.outputTokens ?? 0);
    expect(await sumOf('EstimatedTPMQuotaUsage')).toBe(useOf(nova, 1));
    expect(await sumOf('EstimatedTPMQuotaUsage', claude)).toBe(useOf(sonnet, 5));
  });

  test('counts cached tokens', async () => {
    const system = [{ text: 'a long instruction' }, { cachePoint: { type: 'default' } }];
    await converse('first', { system });
    await converse('second', { system });

    expect(await sumOf('CacheWriteInputTokenCount')).toBeGreaterThan(0);
    expect(await sumOf('CacheReadInputTokenCount')).toBe(await sumOf('CacheWriteInputTokenCount'));
  });

  test.each([
    [429, { InvocationThrottles: 1 }],
    [400, { InvocationClientErrors: 1 }],
    [403, { InvocationClientErrors: 1 }],
    [424, { Invocations: 1, InvocationClientErrors: 1 }],
    [500, { Invocations: 1, InvocationServerErrors: 1 }],
    [503, { Invocations: 1, InvocationServerErrors: 1 }],
  ])('counts a failure with status %i by the newer definition of Invocations', async (status, counted) => {
    aws.bedrock.failNext(1, status);
    const answer = await converse('hello');

    const names = ['Invocations', 'InvocationThrottles', 'InvocationClientErrors', 'InvocationServerErrors'];
    const values = await Promise.all(names.map(async (name) => [name, await sumOf(name)]));
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(values.filter(([, value]) => value !== undefined))).toEqual(counted);
    expect(await sumOf('InvocationLatency')).toBeUndefined();
  });

  test('counts a broken connection as accepted and without tokens', async () => {
    await expect(converse('[[fault:reset]]')).rejects.toMatchObject({ name: 'ConnectionBroken' });

    expect(await sumOf('Invocations')).toBe(1);
    expect(await sumOf('InputTokenCount')).toBeUndefined();
  });

  test('has no metric of a model that does not exist', async () => {
    const answer = await aws.bedrock.invoke(
      { path: '/model/nobody.model/converse', headers: {}, body: Buffer.from('{}') },
      call,
    );

    expect(answer.status).toBe(400);
    expect(await namesOf('AWS/Bedrock')).toEqual([]);
  });

  test('counts delivered invocation logs where logging is on, and only for accepted calls', async () => {
    aws.bedrock.failNext(1, 429);
    await converse('throttled');
    await converse('hello');

    const deliveries = await Promise.all(
      ['CloudWatch', 'S3'].map((destination) =>
        statisticOf({
          Namespace: 'AWS/Bedrock',
          MetricName: `ModelInvocationLogs${destination}DeliverySuccess`,
          Dimensions: [],
        }),
      ),
    );
    expect(deliveries).toEqual([1, 1]);
  });

  test.each([
    [undefined, []],
    [
      { config: { cloudWatchConfig: { logGroupName: 'g', roleArn: 'r' } }, isDelivering: false },
      ['ModelInvocationLogsCloudWatchDeliveryFailure'],
    ],
  ])('follows the account in what it delivers', async (invocationLogging, expected) => {
    await aws.close();
    aws = await startEmbeddedAws({ account: { invocationLogging }, now: () => atMs });
    metrics.destroy();
    metrics = new CloudWatchClient(clientOptions(() => aws.endpoint));
    await converse('hello');

    const names = await namesOf('AWS/Bedrock');
    expect(names.filter((name) => name?.startsWith('ModelInvocationLogs'))).toEqual(expected);
  });
});

describe('AWS/Bedrock/Guardrails', () => {
  const guardrailOf = (Dimensions: Metric['Dimensions'], MetricName: string) =>
    statisticOf({ Namespace: 'AWS/Bedrock/Guardrails', MetricName, Dimensions });

  test('counts checks, interventions and units along each dimension', async () => {
    const client = bedrockClient(aws);
    const check = (words: string) =>
      client.send(
        new ApplyGuardrailCommand({
          guardrailIdentifier: 'gr1',
          guardrailVersion: '2',
          source: 'INPUT',
          content: [{ text: { text: words } }],
        }),
      );
    await check('all is well');
    await check('write to someone@example.com');
    client.destroy();

    const operation = [{ Name: 'Operation', Value: 'ApplyGuardrail' }];
    const policy = (Value: string) => [{ Name: 'GuardrailPolicyType', Value }];
    const guardrail = [
      { Name: 'GuardrailArn', Value: 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1' },
      { Name: 'GuardrailVersion', Value: '2' },
    ];
    expect(await guardrailOf(operation, 'Invocations')).toBe(2);
    expect(await guardrailOf(operation, 'InvocationsIntervened')).toBe(1);
    expect(await guardrailOf(guardrail, 'Invocations')).toBe(2);
    expect(await guardrailOf([{ Name: 'GuardrailContentSource', Value: 'Input' }], 'Invocations')).toBe(2);
    expect(await guardrailOf(policy('SensitiveInformationPolicy'), 'InvocationsIntervened')).toBe(1);
    expect(await guardrailOf(policy('ContentPolicy'), 'InvocationsIntervened')).toBeUndefined();
    expect(await guardrailOf(policy('SensitiveInformationPolicy'), 'TextUnitCount')).toBe(2);
    expect(await guardrailOf(policy('ContentPolicy'), 'TextUnitCount')).toBeUndefined();
  });

  test('does not count the checks inside a model call', async () => {
    await converse('someone@example.com', {
      guardrailConfig: { guardrailIdentifier: 'gr1', guardrailVersion: '1' },
    });

    expect(await namesOf('AWS/Bedrock/Guardrails')).toEqual([]);
    expect(await sumOf('Invocations')).toBe(1);
  });
});

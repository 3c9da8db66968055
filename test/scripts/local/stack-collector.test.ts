import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { CloudWatchLogsClient, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { priceCall } from '#core/cost/price-call.ts';
import { readInvocationLine } from '#core/invocation/read-line.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import { LOCAL_BEARER_TOKEN, LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { logEvent } from '../../core/invocation-log/sample-events.ts';
import { callModel, converseBody, type ModelCall, requestIdOf } from '../../support/converse-call.ts';
import { type HttpAnswer, httpCall } from '../../support/http-call.ts';
import { useLocalStack } from '../../support/local-stack.ts';
import { TEST_CONTEXT } from '../../support/local-stack-context.ts';
import { waitForRecord } from '../../support/records.ts';

const TITAN = 'amazon.titan-text-premier-v1:0';
const EMBEDDING = 'amazon.titan-embed-text-v2:0';
const CLAUDE = 'global.anthropic.claude-sonnet-5';
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';
const MISTRAL = 'mistral.mistral-large-3-675b-instruct';
const COHERE = 'cohere.command-r-plus-v1:0';
const NOVA = 'us.amazon.nova-lite-v1:0';
const PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/team1';
const models = [PROFILE, TITAN, EMBEDDING, CLAUDE, LLAMA, MISTRAL, COHERE, NOVA];

const running = useLocalStack({}, () => ({
  context: {
    waymark: {
      ...TEST_CONTEXT.waymark,
      defaults: {
        ...TEST_CONTEXT.waymark.defaults,
        models,
        aliases: {},
        guardrail: { mode: 'off' },
        invocationLogging: { mode: 'manage' },
      },
    },
  },
}));

/** The same call as an application makes it that knows nothing of the gateway. */
function callDirectly(
  body: string,
  { operation = 'converse', model = NOVA }: ModelCall = {},
): Promise<HttpAnswer> {
  return httpCall(running().stack.aws.endpoint, {
    path: `/model/${encodeURIComponent(model)}/${operation}`,
    headers: { authorization: `Bearer ${LOCAL_BEARER_TOKEN}`, 'content-type': 'application/json' },
    body,
  });
}

async function collectedOf(requestId: string): Promise<InvocationRecord> {
  const [line = '{}'] = await running().stack.waitForLogLines({
    source: 'collector',
    matches: (text) => text.includes(requestId) && text.includes('"invocation":'),
    count: 1,
  });
  return readInvocationLine(JSON.parse(line));
}

/** What a call is, whoever saw it: without who called, when, how long it took and through what. */
function whatItWas(record: InvocationRecord) {
  const { requestId, gatewayRequestId, traceId, startedAt, tenant, source, ...call } = record;
  const { latencyMs, upstreamLatencyMs, timeToFirstTokenMs, ...rest } = call;
  return rest;
}

const messages = [{ role: 'user', content: 'What is a waymark?' }];
const inWords = 'What is a waymark?';
const claude = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 50, system: 'Be brief.', messages };
const withTool = {
  toolConfig: {
    tools: [{ toolSpec: { name: 'look', inputSchema: { json: { type: 'object' } } } }],
    toolChoice: { any: {} },
  },
};
const nova = { messages: [{ role: 'user', content: [{ text: inWords }] }] };

describe('an application inference profile', () => {
  it('has the price of the model behind it, through the gateway', async () => {
    const answer = await callModel(running(), converseBody(inWords), { model: PROFILE });

    const record = await waitForRecord(running().stack, requestIdOf(answer));
    const { usage, operation, region } = record;
    const priced = usage.status === 'known' && {
      ...priceCall({ modelId: 'amazon.nova-lite-v1:0', operation, region, usage }, defaultPriceBook),
    };
    expect(record.costUsd).toBeGreaterThan(0);
    expect(priced).toMatchObject({ status: 'priced', usd: record.costUsd });
  });
});

describe('a call past the gateway', () => {
  it.each<[string, string, ModelCall]>([
    ['Converse', converseBody(inWords), {}],
    [
      'Converse with labels',
      converseBody(inWords, {
        requestMetadata: {
          ...{ application: 'shop', user: 'u1', conversation: 'c1' },
          ...{ promptId: 'p1', promptVersion: '2' },
        },
      }),
      {},
    ],
    [
      'Converse with a system prompt',
      converseBody(inWords, { system: [{ text: 'Be brief.' }] }),
      { model: CLAUDE },
    ],
    ['Converse that asks for a tool', converseBody(inWords, withTool), { model: CLAUDE }],
    ['Converse cut short', converseBody(inWords, { inferenceConfig: { maxTokens: 3 } }), {}],
    ['Converse that is answered with nothing', converseBody('[[fault:empty]] What?'), {}],
    ['Converse with an application profile', converseBody(inWords), { model: PROFILE }],
    ['ConverseStream', converseBody(inWords), { operation: 'converse-stream' }],
    [
      'ConverseStream that asks for a tool',
      converseBody(inWords, withTool),
      { operation: 'converse-stream', model: CLAUDE },
    ],
    ['InvokeModel of Claude', JSON.stringify(claude), { operation: 'invoke', model: CLAUDE }],
    [
      'a stream of Claude',
      JSON.stringify(claude),
      { operation: 'invoke-with-response-stream', model: CLAUDE },
    ],
    ['InvokeModel of Nova', JSON.stringify(nova), { operation: 'invoke', model: NOVA }],
    ['a stream of Nova', JSON.stringify(nova), { operation: 'invoke-with-response-stream', model: NOVA }],
    ['InvokeModel of Titan', JSON.stringify({ inputText: inWords }), { operation: 'invoke', model: TITAN }],
    [
      'a stream of Titan',
      JSON.stringify({ inputText: inWords }),
      { operation: 'invoke-with-response-stream', model: TITAN },
    ],
    ['an embedding', JSON.stringify({ inputText: inWords }), { operation: 'invoke', model: EMBEDDING }],
    ['InvokeModel of Llama', JSON.stringify({ prompt: inWords }), { operation: 'invoke', model: LLAMA }],
    [
      'a stream of Llama',
      JSON.stringify({ prompt: inWords }),
      { operation: 'invoke-with-response-stream', model: LLAMA },
    ],
    ['InvokeModel of Mistral', JSON.stringify({ messages }), { operation: 'invoke', model: MISTRAL }],
    [
      'a stream of Mistral',
      JSON.stringify({ messages }),
      { operation: 'invoke-with-response-stream', model: MISTRAL },
    ],
    ['InvokeModel of Cohere', JSON.stringify({ message: inWords }), { operation: 'invoke', model: COHERE }],
    [
      'a stream of Cohere',
      JSON.stringify({ message: inWords }),
      { operation: 'invoke-with-response-stream', model: COHERE },
    ],
    ['a call that is refused', converseBody(inWords, { inferenceConfig: { maxTokens: 0 } }), {}],
    ['a call without usage', converseBody('[[fault:no-usage]] What?'), {}],
    ['a call with a body of 150 kB', converseBody(`${inWords} ${'word '.repeat(30_000)}`), {}],
  ])('%s gives the record that the gateway makes of it', async (name, body, call) => {
    const through = await callModel(running(), body, call);
    const past = await callDirectly(body, call);

    const [gateway, collected] = await Promise.all([
      waitForRecord(running().stack, requestIdOf(through)),
      collectedOf(requestIdOf(past)),
    ]);
    expect(past.status).toBe(through.status);
    expect(past.status).toBe(name === 'a call that is refused' ? 400 : 200);
    expect(whatItWas(collected)).toEqual(whatItWas(gateway));
    expect(collected).toMatchObject({ source: 'invocation_log', tenant: 'bedrockapikey-local' });
  });
});

describe('the collector in the local stack', () => {
  const clientOptions = () => ({
    endpoint: running().stack.aws.endpoint,
    region: 'us-east-1',
    credentials: LOCAL_CREDENTIALS,
  });
  const collectorLines = (text: string) =>
    running()
      .stack.logLines('collector')
      .filter((line) => line.includes(text));
  const logGroupName = (): string => running().stack.template.subscriptions[0]?.logGroupName ?? 'none';

  /** Puts messages into the invocation log, as Bedrock does. */
  async function deliver(...messages: readonly string[]): Promise<void> {
    const client = new CloudWatchLogsClient(clientOptions());
    const logEvents = messages.map((message) => ({ message, timestamp: Date.now() }));
    const stream = { logGroupName: logGroupName(), logStreamName: 'aws/bedrock/modelinvocations' };
    await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
    client.destroy();
    await running().stack.settled();
  }

  it('is set up as the stack’s own resource, with the log group as its destination', async () => {
    const client = new BedrockClient(clientOptions());

    const { loggingConfig } = await client.send(new GetModelInvocationLoggingConfigurationCommand({}));
    client.destroy();

    expect(loggingConfig).toMatchObject({
      cloudWatchConfig: { logGroupName: logGroupName(), largeDataDeliveryS3Config: { keyPrefix: 'bodies' } },
      textDataDeliveryEnabled: true,
      imageDataDeliveryEnabled: false,
    });
  });

  it('leaves the gateway’s calls alone: they were recorded on their way', async () => {
    const answer = await callModel(running(), converseBody('Seen twice?'));
    const { requestId } = await waitForRecord(running().stack, requestIdOf(answer));
    await deliver(JSON.stringify(logEvent({ requestId: 'after-it' })));

    expect(collectorLines('after-it')).toHaveLength(1);
    expect(collectorLines(requestId)).toEqual([]);
  });

  it('records a call that is delivered twice once', async () => {
    const message = JSON.stringify(logEvent({ requestId: 'twice' }));

    await deliver(message, message);
    await deliver(message);

    expect(collectorLines('"twice"')).toHaveLength(1);
  });

  it('keeps what it cannot read aside, and counts it', async () => {
    await deliver('SECRET that is no event');

    const [line = '{}'] = collectorLines('"not_json"');
    const { capture, QuarantinedLogEvents } = JSON.parse(line);
    const client = new S3Client({ ...clientOptions(), forcePathStyle: true });
    const [bucket] = running().stack.template.buckets.filter(({ name }) =>
      name.includes('invocationlogging'),
    );
    const object = await client.send(new GetObjectCommand({ Bucket: bucket?.name, Key: capture.key }));
    expect(await object.Body?.transformToString()).toBe('SECRET that is no event');
    client.destroy();
    expect(QuarantinedLogEvents).toBe(1);
    expect(line).not.toContain('SECRET');
  });

  it('notices when somebody turns the log off', async () => {
    const client = new BedrockClient(clientOptions());
    await client.send(new DeleteModelInvocationLoggingConfigurationCommand({}));
    client.destroy();
    await running().stack.settled();

    const lines = running()
      .stack.logLines('invocation-logging')
      .filter((line) => line.includes('InvocationLoggingChanges'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        capture: { event: 'DeleteModelInvocationLoggingConfiguration', by: 'local' },
        InvocationLoggingChanges: 1,
      },
    ]);
  });
});

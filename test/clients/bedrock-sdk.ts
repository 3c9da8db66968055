import {
  type ContentBlock,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { type ClientFactory, defaultClient, httpOneClient, question, withClient } from './bedrock-client.ts';
import { describeBedrockSdkErrors } from './bedrock-sdk-errors.ts';
import { collect } from './collect.ts';
import type { TargetFeatures, TargetSource } from './target.ts';
import { WEATHER_QUESTION, WEATHER_RESULT, WEATHER_TOOL } from './weather-tool.ts';

/** `@aws-sdk/client-bedrock-runtime` against a gateway, over every protocol that the target speaks. */
export function describeBedrockSdkClient(target: TargetSource, features: TargetFeatures): void {
  describeHandler('HTTP/1.1', httpOneClient, target, features);
  if (features.hasCleartextHttp2)
    describeHandler('its default HTTP/2 handler', defaultClient, target, features);
}

function describeHandler(
  name: string,
  factory: ClientFactory,
  target: TargetSource,
  features: TargetFeatures,
): void {
  describe(`@aws-sdk/client-bedrock-runtime with ${name}`, () => {
    describeConverse(factory, target);
    describeInvokeModel(factory, target);
    if (features.hasMarkers) describeTools(factory, target);
    describeBedrockSdkErrors(factory, target, features);
  });
}

function describeConverse(factory: ClientFactory, target: TargetSource): void {
  it('converses', async () => {
    const answer = await withClient(factory, target, (client) =>
      client.send(new ConverseCommand(question(target))),
    );

    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(answer.$metadata.requestId).toMatch(/.+/);
    expect(answer.output?.message?.role).toBe('assistant');
    expect(textOf(answer.output?.message?.content)).not.toBe('');
    expect(answer.stopReason).toMatch(/^(end_turn|max_tokens)$/);
    expect(answer.usage?.totalTokens).toBe(
      (answer.usage?.inputTokens ?? 0) + (answer.usage?.outputTokens ?? 0),
    );
    expect(answer.trace).toBeUndefined();
  });

  it('streams a conversation, event by event', async () => {
    const events = await withClient(factory, target, async (client) => {
      const { stream } = await client.send(new ConverseStreamCommand(question(target)));
      return collect(stream);
    });

    const kinds = events.map((event) => Object.keys(event)[0]);
    const text = events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('');
    expect(kinds[0]).toBe('messageStart');
    expect(kinds.slice(-2)).toEqual(['messageStop', 'metadata']);
    expect(kinds.filter((kind) => kind === 'contentBlockDelta').length).toBeGreaterThan(1);
    expect(text).not.toBe('');
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBeGreaterThan(0);
    expect(events.at(-1)?.metadata?.trace).toBeUndefined();
  });
}

function describeInvokeModel(factory: ClientFactory, target: TargetSource): void {
  const body = JSON.stringify({
    messages: [{ role: 'user', content: [{ text: 'Say hello.' }] }],
    inferenceConfig: { maxTokens: 64 },
  });

  it('invokes a model with its native body', async () => {
    const answer = await withClient(factory, target, (client) =>
      client.send(new InvokeModelCommand({ modelId: target().model, body, contentType: 'application/json' })),
    );

    expect(answer.contentType).toContain('application/json');
    expect(JSON.parse(answer.body.transformToString())).toBeTypeOf('object');
  });

  it('streams a native answer', async () => {
    const chunks = await withClient(factory, target, async (client) => {
      const input = { modelId: target().model, body, contentType: 'application/json' };
      const { body: stream } = await client.send(new InvokeModelWithResponseStreamCommand(input));
      return collect(stream);
    });

    const pieces = chunks.map(({ chunk }) => JSON.parse(Buffer.from(chunk?.bytes ?? []).toString('utf8')));
    expect(pieces.length).toBeGreaterThan(1);
  });
}

function describeTools(factory: ClientFactory, target: TargetSource): void {
  const toolConfig = {
    tools: [{ toolSpec: { ...WEATHER_TOOL, inputSchema: { json: WEATHER_TOOL.inputSchema } } }],
  };

  it('uses a tool and takes its result in the next turn', async () => {
    const user: Message = { role: 'user', content: [{ text: WEATHER_QUESTION }] };
    const [first, second] = await withClient(factory, target, async (client) => {
      const asked = await client.send(
        new ConverseCommand({ modelId: target().model, messages: [user], toolConfig }),
      );
      const assistant: Message = { role: 'assistant', content: asked.output?.message?.content ?? [] };
      const toolUseId = assistant.content?.find((block) => block.toolUse)?.toolUse?.toolUseId;
      const result: Message = {
        role: 'user',
        content: [{ toolResult: { toolUseId, content: [{ json: WEATHER_RESULT }] } }],
      };
      const messages = [user, assistant, result];
      return [
        asked,
        await client.send(new ConverseCommand({ modelId: target().model, messages, toolConfig })),
      ];
    });

    expect(first?.stopReason).toBe('tool_use');
    expect(first?.output?.message?.content?.find((block) => block.toolUse)?.toolUse?.name).toBe(
      WEATHER_TOOL.name,
    );
    expect(second?.stopReason).toBe('end_turn');
    expect(textOf(second?.output?.message?.content)).not.toBe('');
  });

  it('streams the use of a tool', async () => {
    const input = { ...question(target, WEATHER_QUESTION), toolConfig };
    const events = await withClient(factory, target, async (client) => {
      const { stream } = await client.send(new ConverseStreamCommand(input));
      return collect(stream);
    });

    const start = events.find((event) => event.contentBlockStart?.start?.toolUse)?.contentBlockStart?.start
      ?.toolUse;
    const toolInput = events.map((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? '').join('');
    expect(start?.name).toBe(WEATHER_TOOL.name);
    expect(JSON.parse(toolInput)).toBeTypeOf('object');
    expect(events.find((event) => event.messageStop)?.messageStop?.stopReason).toBe('tool_use');
  });
}

function textOf(content: readonly ContentBlock[] = []): string {
  return content.map((block) => block.text ?? '').join('');
}

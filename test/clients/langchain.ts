import {
  AccessDeniedException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { ChatBedrockConverse } from '@langchain/aws';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { httpOneClient } from './bedrock-client.ts';
import { collect } from './collect.ts';
import type { ClientTarget, TargetFeatures, TargetSource } from './target.ts';
import { WEATHER_QUESTION, WEATHER_RESULT, WEATHER_TOOL } from './weather-tool.ts';

type ModelFactory = (target: ClientTarget) => ChatBedrockConverse;

/**
 * `@langchain/aws` against a gateway. Its `endpointHost` always means `https:`, so that a deployed gateway takes it
 * and a local one does not; the SDK's environment variables and a client of one's own work with both.
 */
export function describeLangChain(target: TargetSource, features: TargetFeatures): void {
  describeModel('a client of its own', withOwnClient, target, features);
  if (features.hasCleartextHttp2) describeModel('environment variables', withEnvironment, target, features);
}

const SETTINGS = { region: 'us-east-1', maxRetries: 0 } as const;

const withOwnClient: ModelFactory = (target) =>
  new ChatBedrockConverse({
    ...SETTINGS,
    model: target.model,
    client: httpOneClient(target, { maxAttempts: 1 }),
  });

const withEnvironment: ModelFactory = ({ baseUrl, key, model }) => {
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', baseUrl);
  vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', key);
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  return new ChatBedrockConverse({ ...SETTINGS, model });
};

function describeModel(
  name: string,
  factory: ModelFactory,
  target: TargetSource,
  { hasMarkers }: TargetFeatures,
): void {
  describe(`@langchain/aws with ${name}`, () => {
    const models: ChatBedrockConverse[] = [];
    const modelOf = (wrong: Partial<ClientTarget> = {}): ChatBedrockConverse => {
      const model = factory({ ...target(), ...wrong });
      models.push(model);
      return model;
    };
    afterEach(() => {
      vi.unstubAllEnvs();
      for (const model of models.splice(0)) model.client.destroy();
    });

    describeText(modelOf);
    describeErrors(modelOf, target, hasMarkers);
    if (hasMarkers) describeTools(modelOf);
  });
}

type ModelSource = (wrong?: Partial<ClientTarget>) => ChatBedrockConverse;

function describeText(modelOf: ModelSource): void {
  it('invokes', async () => {
    const answer = await modelOf().invoke('Say hello.');

    expect(answer.text).not.toBe('');
    expect(answer.usage_metadata?.output_tokens).toBeGreaterThan(0);
  });

  it('streams', async () => {
    const chunks = await collect(await modelOf().stream('Say hello.'));

    const whole = chunks.reduce((left, right) => left.concat(right));
    expect(chunks.length).toBeGreaterThan(1);
    expect(whole.text).not.toBe('');
    expect(whole.usage_metadata?.output_tokens).toBeGreaterThan(0);
  });
}

const weather = tool(() => JSON.stringify(WEATHER_RESULT), {
  name: WEATHER_TOOL.name,
  description: WEATHER_TOOL.description,
  schema: WEATHER_TOOL.inputSchema,
});

function describeTools(modelOf: ModelSource): void {
  it('calls a tool and takes its result in the next turn', async () => {
    const model = modelOf().bindTools([weather]);
    const question = new HumanMessage(WEATHER_QUESTION);
    const asked = await model.invoke([question]);
    const call = asked.tool_calls?.[0];
    const result = new ToolMessage({ tool_call_id: call?.id ?? '', content: JSON.stringify(WEATHER_RESULT) });
    const answer = await model.invoke([question, asked, result]);

    expect(call?.name).toBe(WEATHER_TOOL.name);
    expect(answer.tool_calls).toEqual([]);
    expect(answer.text).not.toBe('');
  });
}

function describeErrors(modelOf: ModelSource, target: TargetSource, hasMarkers: boolean): void {
  it('throws ValidationException for a model identifier that is none', async () => {
    await expect(modelOf({ model: 'no such model!' }).invoke('Hi')).rejects.toBeInstanceOf(
      ValidationException,
    );
  });

  it('throws AccessDeniedException that lists the allowed models', async () => {
    const failure = modelOf({ model: 'anthropic.claude-instant-v1' }).invoke('Hi');

    await expect(failure).rejects.toBeInstanceOf(AccessDeniedException);
    await expect(failure).rejects.toThrow(target().model);
  });

  it('throws AccessDeniedException for a wrong key', async () => {
    await expect(modelOf({ key: 'not-a-key' }).invoke('Hi')).rejects.toBeInstanceOf(AccessDeniedException);
  });

  if (hasMarkers)
    it('throws ThrottlingException when Bedrock throttles', async () => {
      const failure = modelOf().invoke('Slow down. [[fault:throttle=99]]');

      await expect(failure).rejects.toBeInstanceOf(ThrottlingException);
    });
}

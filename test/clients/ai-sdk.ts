import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { APICallError, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { collect } from './collect.ts';
import type { ClientTarget, TargetFeatures, TargetSource } from './target.ts';
import { WEATHER_QUESTION, WEATHER_RESULT, WEATHER_TOOL } from './weather-tool.ts';

/** Vercel's AI SDK with `@ai-sdk/amazon-bedrock` against a gateway: `baseURL` and `apiKey`, nothing else. */
export function describeAiSdk(target: TargetSource, { hasMarkers }: TargetFeatures): void {
  describe('@ai-sdk/amazon-bedrock', () => {
    describeText(target);
    describeErrors(target);
    if (hasMarkers) {
      describeTools(target);
      describeFaults(target);
    }
  });
}

function describeText(target: TargetSource): void {
  it('generates text', async () => {
    const { text, finishReason, usage } = await generateText({
      model: modelOf(target()),
      prompt: 'Say hello.',
    });

    expect(text).not.toBe('');
    expect(finishReason).toMatch(/^(stop|length)$/);
    expect(usage.outputTokens).toBeGreaterThan(0);
  });

  it('streams text', async () => {
    const result = streamText({ model: modelOf(target()), prompt: 'Say hello.' });
    const pieces = await collect(result.textStream);

    expect(pieces.length).toBeGreaterThan(1);
    expect((await result.usage).outputTokens).toBeGreaterThan(0);
  });
}

const weather = tool({
  description: WEATHER_TOOL.description,
  inputSchema: jsonSchema<Record<string, unknown>>(WEATHER_TOOL.inputSchema),
  execute: () => Promise.resolve(WEATHER_RESULT),
});
const tools = { [WEATHER_TOOL.name]: weather };

function describeTools(target: TargetSource): void {
  it('calls a tool, hands its result back and gets the answer', async () => {
    const { steps, text } = await generateText({
      model: modelOf(target()),
      prompt: WEATHER_QUESTION,
      tools,
      stopWhen: stepCountIs(3),
    });

    expect(steps.map((step) => step.finishReason)).toEqual(['tool-calls', 'stop']);
    expect(steps[0]?.toolResults[0]?.output).toEqual(WEATHER_RESULT);
    expect(text).not.toBe('');
  });

  it('does the same as a stream', async () => {
    const result = streamText({
      model: modelOf(target()),
      prompt: WEATHER_QUESTION,
      tools,
      stopWhen: stepCountIs(3),
    });
    const parts = await collect(result.fullStream);

    const kinds = parts.map((part) => part.type);
    expect(kinds).not.toContain('error');
    expect(kinds).toContain('tool-call');
    expect(kinds).toContain('tool-result');
    expect(await result.text).not.toBe('');
  });
}

function describeErrors(target: TargetSource): void {
  it.each([
    [
      'a model identifier that is none',
      () => ({ model: 'no such model!' }),
      400,
      'model identifier is invalid',
    ],
    [
      'a model that is not allowed',
      () => ({ model: 'anthropic.claude-instant-v1' }),
      403,
      () => target().model,
    ],
    ['a wrong key', () => ({ key: 'not-a-key' }), 401, 'The key is missing, malformed or unknown.'],
  ])('reports %s', async (_name, wrong, status, message) => {
    const error = await failureOf({ ...target(), ...wrong() });

    expect(error.statusCode).toBe(status);
    expect(error.message).toContain(typeof message === 'string' ? message : message());
    expect(error.isRetryable).toBe(false);
  });
}

function describeFaults(target: TargetSource): void {
  it('reports throttling as an error that may be retried', async () => {
    const error = await failureOf(target(), 'Slow down. [[fault:throttle=99]]');

    expect(error.statusCode).toBe(429);
    expect(error.isRetryable).toBe(true);
    expect(error.responseHeaders?.['retry-after']).toMatch(/^\d+$/);
  });

  it('reports a stream that breaks off', async () => {
    const prompt = 'Break off. [[tokens:80]] [[fault:cut=50]]';
    const result = streamText({ model: modelOf(target()), prompt, maxRetries: 0, onError: () => undefined });
    const parts = await collect(result.fullStream);

    expect(parts.map((part) => part.type)).toContain('error');
  });
}

function modelOf({ baseUrl, key, model }: ClientTarget) {
  return createAmazonBedrock({ region: 'us-east-1', baseURL: baseUrl, apiKey: key })(model);
}

async function failureOf(target: ClientTarget, prompt = 'Say hello.'): Promise<APICallError> {
  const failure: unknown = await generateText({ model: modelOf(target), prompt, maxRetries: 0 }).then(
    () => new Error('The call was expected to fail.'),
    (error: unknown) => error,
  );
  if (!APICallError.isInstance(failure)) throw failure;
  return failure;
}

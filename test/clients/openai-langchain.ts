import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { describe, expect, it } from 'vitest';
import { collect } from './collect.ts';
import type { ClientTarget, TargetFeatures, TargetSource } from './target.ts';
import { WEATHER_QUESTION, WEATHER_RESULT, WEATHER_TOOL } from './weather-tool.ts';

/** LangChain's `ChatOpenAI` against a gateway: `baseURL` and `apiKey`, nothing else. */
export function describeOpenAiLangChain(target: TargetSource, { hasMarkers }: TargetFeatures): void {
  describe('@langchain/openai', () => {
    describeText(target);
    if (hasMarkers) {
      describeTools(target);
      describeStructuredOutput(target);
    }
  });
}

function modelOf({ baseUrl, key, model }: ClientTarget): ChatOpenAI {
  return new ChatOpenAI({ model, apiKey: key, configuration: { baseURL: `${baseUrl}/v1` }, maxRetries: 0 });
}

function describeText(target: TargetSource): void {
  it('invokes, instructions included', async () => {
    const answer = await modelOf(target()).invoke([
      new SystemMessage('Be brief.'),
      new HumanMessage('Say hello.'),
    ]);

    expect(answer.text).toMatch(/\S/);
    expect(answer.usage_metadata?.output_tokens).toBeGreaterThan(0);
  });

  it('streams, with the tokens counted', async () => {
    const chunks = await collect(await modelOf(target()).stream('Say hello.'));

    const whole = chunks.reduce((left, right) => left.concat(right));
    expect(chunks.length).toBeGreaterThan(1);
    expect(whole.text).toMatch(/\S/);
    expect(whole.usage_metadata?.output_tokens).toBeGreaterThan(0);
  });

  it('says what is wrong with a key that is not one', async () => {
    const failure = modelOf({ ...target(), key: 'not-a-key' }).invoke('Hi');

    await expect(failure).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining('The key is missing, malformed or unknown.'),
    });
  });

  it('holds a long conversation, with turns in which the assistant said nothing', async () => {
    const history = Array.from({ length: 40 }, (_, turn) => [
      new HumanMessage(`Question ${turn}.`),
      new AIMessage(turn % 3 === 0 ? '' : `Answer ${turn}.`),
    ]).flat();

    const answer = await modelOf(target()).invoke([...history, new HumanMessage('Say hello.')]);

    expect(answer.text).toMatch(/\S/);
  });

  it('names the parameter that cannot be expressed', async () => {
    const failure = modelOf(target()).invoke('Hi', { seed: 7 });

    await expect(failure).rejects.toMatchObject({ status: 400, param: 'seed' });
  });
}

const weather = tool(() => JSON.stringify(WEATHER_RESULT), {
  name: WEATHER_TOOL.name,
  description: WEATHER_TOOL.description,
  schema: WEATHER_TOOL.inputSchema,
});

function describeTools(target: TargetSource): void {
  it('calls a tool and takes its result in the next turn', async () => {
    const model = modelOf(target()).bindTools([weather]);
    const question = new HumanMessage(WEATHER_QUESTION);

    const asked = await model.invoke([question]);
    const call = asked.tool_calls?.[0];
    const result = new ToolMessage({
      tool_call_id: call?.id ?? '',
      name: WEATHER_TOOL.name, // as LangChain's tool nodes write it
      content: JSON.stringify(WEATHER_RESULT),
    });
    const answer = await model.invoke([question, asked, result]);

    expect(call?.name).toBe(WEATHER_TOOL.name);
    expect(call?.args).toEqual({ city: expect.any(String) });
    expect(answer.tool_calls).toEqual([]);
    expect(answer.text).toMatch(/\S/);
  });

  it('puts the call of a tool together from a stream', async () => {
    const model = modelOf(target()).bindTools([weather]);
    const chunks = await collect(await model.stream(WEATHER_QUESTION));

    const whole = chunks.reduce((left, right) => left.concat(right));
    expect(whole.tool_calls).toEqual([
      expect.objectContaining({ name: WEATHER_TOOL.name, args: { city: expect.any(String) } }),
    ]);
  });
}

const REPORT = {
  title: 'report',
  type: 'object',
  properties: { city: { type: 'string' }, celsius: { type: 'integer' } },
  required: ['city', 'celsius'],
  additionalProperties: false,
};

function describeStructuredOutput(target: TargetSource): void {
  it.each(['jsonSchema', 'functionCalling'] as const)('gives structured output by %s', async (method) => {
    const model = modelOf(target()).withStructuredOutput<Record<string, unknown>>(REPORT, { method });

    const report = await model.invoke('Report the weather.');

    expect(report).toEqual({ city: expect.any(String), celsius: expect.any(Number) });
  });
}

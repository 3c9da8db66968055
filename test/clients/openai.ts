import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { collect } from './collect.ts';
import { openAiClient } from './openai-client.ts';
import { describeOpenAiErrors } from './openai-errors.ts';
import type { TargetFeatures, TargetSource } from './target.ts';
import { WEATHER_QUESTION, WEATHER_RESULT, WEATHER_TOOL } from './weather-tool.ts';

/** The `openai` package against a gateway: `baseURL` and `apiKey`, nothing else. */
export function describeOpenAi(target: TargetSource, features: TargetFeatures): void {
  describe('openai', () => {
    describeText(target);
    describeOpenAiErrors(target, features);
    if (features.hasMarkers) {
      describeTools(target);
      describeFormats(target);
    }
  });
}

const messages = [{ role: 'user' as const, content: 'Say hello.' }];

function describeText(target: TargetSource): void {
  it('completes a chat', async () => {
    const { model } = target();

    const completion = await openAiClient(target()).chat.completions.create({ model, messages });

    expect(completion.object).toBe('chat.completion');
    expect(completion.id).toMatch(/^chatcmpl-.+/);
    expect(completion._request_id).toBe(completion.id.replace('chatcmpl-', ''));
    expect(completion.model).toBe(model);
    expect(completion.choices[0]?.message.content).toMatch(/\S/);
    expect(completion.choices[0]?.finish_reason).toMatch(/^(stop|length)$/);
    expect(completion.usage?.total_tokens).toBe(
      (completion.usage?.prompt_tokens ?? 0) + (completion.usage?.completion_tokens ?? 0),
    );
  });

  it('streams a chat, with usage in the last chunk when asked', async () => {
    const { model } = target();
    const stream = await openAiClient(target()).chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });

    const chunks = await collect(stream);

    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toMatch(/\S/);
    expect(chunks.filter((chunk) => chunk.choices[0]?.delta.content).length).toBeGreaterThan(1);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toMatch(/^(stop|length)$/);
    expect(chunks.at(-1)).toMatchObject({ choices: [] });
    expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
  });

  it("gives the stream helper's final completion the content of the whole", async () => {
    const { model } = target();
    const client = openAiClient(target());

    const whole = await client.chat.completions.create({ model, messages });
    const streamed = await client.chat.completions.stream({ model, messages }).finalChatCompletion();

    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(streamed.choices[0]?.finish_reason).toBe(whole.choices[0]?.finish_reason);
  });

  it('lists the models', async () => {
    const models = await collect(await openAiClient(target()).models.list());

    expect(models.map(({ id }) => id)).toContain(target().model);
  });
}

const tool = {
  type: 'function' as const,
  function: {
    name: WEATHER_TOOL.name,
    description: WEATHER_TOOL.description,
    parameters: WEATHER_TOOL.inputSchema,
  },
};

function describeTools(target: TargetSource): void {
  it('takes the results of parallel calls, an empty text beside the calls and one of two results empty', async () => {
    const { model } = target();
    const call = (id: string, city: string) => ({
      id,
      type: 'function' as const,
      function: { name: WEATHER_TOOL.name, arguments: JSON.stringify({ city }) },
    });

    const { choices } = await openAiClient(target()).chat.completions.create({
      model,
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: 'Weather in Oslo and Rome?' },
        { role: 'assistant', content: null, tool_calls: [call('a', 'Oslo'), call('b', 'Rome')] },
        { role: 'tool', tool_call_id: 'b', content: 'sun ☀️' },
        { role: 'tool', tool_call_id: 'a', content: '' },
      ],
      tools: [tool],
    });

    expect(choices[0]?.message.content).toMatch(/\S/);
  });

  it('puts text of many scripts together from a stream as it was', async () => {
    const text = 'Grüße 👩‍👩‍👧‍👦 日本語 🇩🇪 ﷽ e\u0301';
    const stream = await openAiClient(target()).chat.completions.create({
      model: target().model,
      messages: [{ role: 'user', content: `[[answer:${text}]]` }],
      stream: true,
    });

    const chunks = await collect(stream);

    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(text);
  });

  it('tries again after the time that a throttled call names, and gets its answer', async () => {
    const { baseUrl, key, model } = target();
    const client = new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: key, maxRetries: 2 });
    const content = `Throttled for a while. [[fault:throttle=5]]`;

    const { choices } = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content }],
    });

    expect(choices[0]?.finish_reason).toBe('stop');
  });

  it('gives up at its own timeout', async () => {
    const { baseUrl, key, model } = target();
    const client = new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: key, maxRetries: 0, timeout: 300 });

    const asked = client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Wait. [[fault:hang]]' }],
    });

    await expect(asked).rejects.toBeInstanceOf(OpenAI.APIConnectionTimeoutError);
  });

  it('calls a tool, hands its result back and gets the answer', async () => {
    const { model } = target();
    const { chat } = openAiClient(target());
    const asked: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: WEATHER_QUESTION }];

    const first = await chat.completions.create({ model, messages: asked, tools: [tool] });
    const message = first.choices[0]?.message;
    const results = (message?.tool_calls ?? []).map(({ id }) => ({
      role: 'tool' as const,
      tool_call_id: id,
      content: JSON.stringify(WEATHER_RESULT),
    }));
    const second = await chat.completions.create({
      model,
      messages: [...asked, ...(message ? [message] : []), ...results],
      tools: [tool],
    });

    expect(first.choices[0]?.finish_reason).toBe('tool_calls');
    expect(results).toHaveLength(1);
    expect(second.choices[0]?.finish_reason).toBe('stop');
    expect(second.choices[0]?.message.content).toMatch(/\S/);
  });

  it.each([
    ['whole', false],
    ['as a stream', true],
  ])('runs tools by itself, %s', async (_title, isStream) => {
    const { model } = target();
    const { chat } = openAiClient(target());
    const cities: unknown[] = [];
    const params = {
      model,
      messages: [{ role: 'user' as const, content: WEATHER_QUESTION }],
      tools: [
        {
          type: 'function' as const,
          function: {
            ...tool.function,
            parse: (text: string): { city: string } => JSON.parse(text),
            function: ({ city }: { city: string }) => {
              cities.push(city);
              return WEATHER_RESULT;
            },
          },
        },
      ],
    };

    const runner = isStream
      ? chat.completions.runTools({ ...params, stream: true })
      : chat.completions.runTools(params);

    expect(await runner.finalContent()).toMatch(/\S/);
    expect(cities).toEqual([expect.any(String)]);
  });

  it('has to call the tool that is named', async () => {
    const { model } = target();
    const { choices } = await openAiClient(target()).chat.completions.create({
      model,
      messages,
      tools: [tool],
      tool_choice: { type: 'function', function: { name: WEATHER_TOOL.name } },
    });

    const [call] = choices[0]?.message.tool_calls ?? [];
    expect(call?.type === 'function' && call.function.name).toBe(WEATHER_TOOL.name);
  });
}

/** 1 x 1 pixel. */
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function describeFormats(target: TargetSource): void {
  it('writes JSON by a schema, and the helper parses it', async () => {
    const { model } = target();
    const { choices } = await openAiClient(target()).chat.completions.parse({
      model,
      messages,
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'weather',
          strict: true,
          schema: {
            type: 'object',
            properties: { city: { type: 'string' }, celsius: { type: 'integer' } },
            required: ['city', 'celsius'],
            additionalProperties: false,
          },
        },
      },
    });

    expect(choices[0]?.message.parsed).toEqual({ city: expect.any(String), celsius: expect.any(Number) });
  });

  it('sends an image along', async () => {
    const { model } = target();
    const ask = (content: OpenAI.ChatCompletionContentPart[]) =>
      openAiClient(target()).chat.completions.create({ model, messages: [{ role: 'user', content }] });
    const text = { type: 'text' as const, text: 'What is on it?' };

    const bare = await ask([text]);
    const seen = await ask([text, { type: 'image_url', image_url: { url: PNG } }]);

    expect(seen.choices[0]?.message.content).toMatch(/\S/);
    expect(seen.usage?.prompt_tokens).toBeGreaterThan(bare.usage?.prompt_tokens ?? 0);
  });
}

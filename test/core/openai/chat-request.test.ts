import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChatRefusal, translateChat } from '#core/openai/chat-request.ts';
import { CHAT_PARAMETERS } from '#core/openai/parameters.ts';
import { anyRequest, expressibleRequest } from './requests.ts';

const HI = { role: 'user', content: 'Hi' };
const request = (more: Readonly<Record<string, unknown>> = {}) => ({ model: 'm', messages: [HI], ...more });

function translated(more: Readonly<Record<string, unknown>> = {}) {
  const chat = translateChat(request(more));
  if (chat.status === 'refused') throw new Error(chat.message);
  return JSON.parse(chat.body);
}

function refused(more: Readonly<Record<string, unknown>>): ChatRefusal {
  const chat = translateChat(request(more));
  if (chat.status === 'translated') throw new Error('The request was expected to be refused.');
  return chat;
}

describe('a chat request in the words of Converse', () => {
  it('says no more than the caller did', () => {
    expect(translated()).toEqual({ messages: [{ role: 'user', content: [{ text: 'Hi' }] }] });
  });

  it('has the settings of inference where Converse has them', () => {
    expect(
      translated({ max_completion_tokens: 9, temperature: 0, top_p: 0.5, stop: 'END' }).inferenceConfig,
    ).toEqual({ maxTokens: 9, temperature: 0, topP: 0.5, stopSequences: ['END'] });
    expect(translated({ max_tokens: 9, stop: ['a', 'b'] }).inferenceConfig).toEqual({
      maxTokens: 9,
      stopSequences: ['a', 'b'],
    });
  });

  it('has instructions apart, of system and developer alike', () => {
    const { system, messages } = translated({
      messages: [
        { role: 'system', content: 'One.' },
        { role: 'developer', content: [{ type: 'text', text: 'Two.' }] },
        HI,
      ],
    });

    expect(system).toEqual([{ text: 'One.' }, { text: 'Two.' }]);
    expect(messages).toHaveLength(1);
  });

  it('has the results of parallel tool calls in one message, and what the user adds to them', () => {
    const call = (id: string, input: string) => ({
      id,
      type: 'function',
      function: { name: 'find', arguments: input },
    });
    const { messages } = translated({
      tools: [{ type: 'function', function: { name: 'find' } }],
      messages: [
        HI,
        { role: 'assistant', content: '', refusal: null, tool_calls: [call('a', '{"q":1}'), call('b', '')] },
        { role: 'tool', tool_call_id: 'b', content: 'two' },
        { role: 'tool', tool_call_id: 'a', content: [{ type: 'text', text: 'one' }] },
        { role: 'user', content: 'And?' },
      ],
    });

    expect(messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [
          { toolUse: { toolUseId: 'a', name: 'find', input: { q: 1 } } },
          { toolUse: { toolUseId: 'b', name: 'find', input: {} } },
        ],
      },
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: 'b', content: [{ text: 'two' }] } },
          { toolResult: { toolUseId: 'a', content: [{ text: 'one' }] } },
          { text: 'And?' },
        ],
      },
    ]);
  });

  it('leaves an assistant out that said nothing, as OpenAI takes it', () => {
    for (const content of ['', null, undefined, []]) {
      const { messages } = translated({ messages: [HI, { role: 'assistant', content }, HI] });

      expect(messages).toEqual([{ role: 'user', content: [{ text: 'Hi' }, { text: 'Hi' }] }]);
    }
  });

  it('takes a message back as the openai package hands it out', () => {
    const handedOut = {
      role: 'assistant',
      content: null,
      refusal: null,
      annotations: [],
      parsed: null,
      tool_calls: [
        { id: 'a', type: 'function', function: { name: 'find', arguments: '{}', parsed_arguments: null } },
      ],
    };

    const { messages } = translated({
      tools: [{ type: 'function', function: { name: 'find' } }],
      messages: [HI, handedOut, { role: 'tool', tool_call_id: 'a', content: '' }],
    });

    expect(messages[2].content).toEqual([{ toolResult: { toolUseId: 'a', content: [] } }]);
  });

  it('has images out of their data URLs', () => {
    const content = [
      { type: 'text', text: 'Look.' },
      { type: 'image_url', image_url: { url: 'data:image/jpg;base64,AAAA', detail: 'auto' } },
    ];

    expect(translated({ messages: [{ role: 'user', content }] }).messages[0].content).toEqual([
      { text: 'Look.' },
      { image: { format: 'jpeg', source: { bytes: 'AAAA' } } },
    ]);
  });

  it.each([
    ['auto', { auto: {} }],
    ['required', { any: {} }],
    [{ type: 'function', function: { name: 'find' } }, { tool: { name: 'find' } }],
    [undefined, undefined],
  ])('chooses tools by %j', (tool_choice, toolChoice) => {
    const tools = [
      {
        type: 'function',
        function: { name: 'find', description: 'Finds.', parameters: { a: 1 }, strict: true },
      },
    ];

    expect(translated({ tools, tool_choice }).toolConfig).toEqual({
      tools: [
        {
          toolSpec: { name: 'find', description: 'Finds.', inputSchema: { json: { a: 1 } }, strict: true },
        },
      ],
      toolChoice,
    });
  });

  it('leaves the tools out when none may be called, and says what a function without parameters takes', () => {
    const tools = [{ type: 'function', function: { name: 'find' } }];

    expect(translated({ tools, tool_choice: 'none' }).toolConfig).toBeUndefined();
    expect(translated({ tools: [], tool_choice: 'auto' }).toolConfig).toBeUndefined();
    expect(translated({ tools }).toolConfig.tools[0].toolSpec.inputSchema.json).toEqual({
      type: 'object',
      properties: {},
    });
  });

  it("has a JSON schema in Converse's own output format, and the effort beside it", () => {
    const schema = { type: 'object', properties: {}, additionalProperties: false };

    const { outputConfig } = translated({
      reasoning_effort: 'high',
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'n', description: 'd', schema, strict: true },
      },
    });

    expect(outputConfig).toEqual({
      effort: 'high',
      textFormat: {
        type: 'json_schema',
        structure: { jsonSchema: { name: 'n', description: 'd', schema: JSON.stringify(schema) } },
      },
    });
    expect(translated({ response_format: { type: 'text' } }).outputConfig).toBeUndefined();
  });

  it('has the user and the metadata as labels', () => {
    expect(translated({ user: 'u', metadata: { team: 'a' } }).requestMetadata).toEqual({
      team: 'a',
      user: 'u',
    });
    expect(translated({ safety_identifier: 's' }).requestMetadata).toEqual({ user: 's' });
    expect(translated({ user: '', metadata: {} }).requestMetadata).toBeUndefined();
  });

  it('keeps labels that Converse would refuse for the record, and does not fail for them', () => {
    const labelled = (more: Readonly<Record<string, unknown>>) => {
      const chat = translateChat(request(more));
      if (chat.status === 'refused') throw new Error(chat.message);
      return { labels: Object.fromEntries(chat.labels), sent: JSON.parse(chat.body).requestMetadata };
    };
    const sixteen = Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`k${at}`, 'v']));
    const long = 'x'.repeat(512); // what OpenAI takes

    expect(labelled({ user: 'auth0|1' })).toEqual({ labels: { user: 'auth0|1' }, sent: undefined });
    expect(labelled({ metadata: { team: 'Küche', feature: 'f', note: long } })).toEqual({
      labels: { team: 'Küche', feature: 'f', note: long },
      sent: { feature: 'f' },
    });
    expect(labelled({ user: 'u', metadata: { user: 'other' } }).sent).toEqual({ user: 'u' });
    expect(labelled({ user: 'u', metadata: sixteen })).toEqual({
      labels: { ...sixteen, user: 'u' },
      sent: sixteen,
    });
  });

  it('has the tier that both sides know', () => {
    expect(translated({ service_tier: 'flex' }).serviceTier).toEqual({ type: 'flex' });
    expect(translated({ service_tier: 'auto' }).serviceTier).toBeUndefined();
  });

  it('takes null for what is not asked', () => {
    const nulls = Object.fromEntries(
      Object.keys(CHAT_PARAMETERS)
        .filter((name) => name !== 'model' && name !== 'messages')
        .map((name) => [name, null]),
    );

    expect(translated(nulls)).toEqual(translated());
  });

  it('takes the values that ask for nothing', () => {
    const nothing = {
      n: 1,
      logprobs: false,
      top_logprobs: 0,
      logit_bias: {},
      frequency_penalty: 0,
      presence_penalty: 0,
      store: false,
      modalities: ['text'],
      parallel_tool_calls: true,
      verbosity: 'medium',
    };

    expect(translated(nothing)).toEqual(translated());
  });
});

const REFUSED = Object.entries(CHAT_PARAMETERS).filter(([, { kind }]) => kind === 'refused');

describe('a refusal by name', () => {
  it.each(REFUSED.map(([name]) => name))('is what %s gets', (name) => {
    expect(refused({ [name]: { asks: 'something' } })).toMatchObject({
      param: name,
      code: 'unsupported_parameter',
    });
  });

  const user = (content: unknown) => ({ messages: [{ role: 'user', content }] });
  const image = (url: string, detail?: string) => user([{ type: 'image_url', image_url: { url, detail } }]);
  const TOOL_CALL = { id: 'a', type: 'function', function: { name: 'find', arguments: '{}' } };
  const history = (message: unknown) => ({ messages: [HI, message] });

  it.each([
    ['an invented parameter', { invented: 1 }, 'invented', 'unknown_parameter'],
    ['a parameter called constructor', { constructor: 1 }, 'constructor', 'unknown_parameter'],
    ['no model', { model: undefined }, 'model', 'missing_required_parameter'],
    ['no messages', { messages: null }, 'messages', 'missing_required_parameter'],
    ['an empty list of messages', { messages: [] }, 'messages', 'empty_array'],
    ['an empty model', { model: '' }, 'model', 'empty_string'],
    ['a model that is none', { model: 7 }, 'model', 'invalid_type'],
    ['no role', { messages: [{ content: 'x' }] }, 'messages[0].role', 'missing_required_parameter'],
    ['a role of nobody', { messages: [{ role: 'bogus' }] }, 'messages[0].role', 'invalid_value'],
    [
      'a tool without a function',
      { tools: [{ type: 'function' }] },
      'tools[0].function',
      'missing_required_parameter',
    ],
    ['instructions alone', { messages: [{ role: 'system', content: 'x' }] }, 'messages', 'unsupported_value'],
    [
      'instructions in between',
      history({ role: 'system', content: 'x' }),
      'messages[1].role',
      'unsupported_value',
    ],
    [
      'an assistant in front',
      { messages: [{ role: 'assistant', content: 'x' }] },
      'messages[0].role',
      'unsupported_value',
    ],
    [
      'the role of old',
      history({ role: 'function', name: 'f', content: 'x' }),
      'messages[1].role',
      'unsupported_value',
    ],
    [
      'the name of a speaker',
      { messages: [{ ...HI, name: 'Ann' }] },
      'messages[0].name',
      'unsupported_parameter',
    ],
    ['an invented member', { messages: [{ ...HI, mood: 1 }] }, 'messages[0].mood', 'unknown_parameter'],
    ['an empty message', user(''), 'messages[0].content', 'unsupported_value'],
    ['a content that is none', user(7), 'messages[0].content', 'invalid_type'],
    [
      'audio',
      user([{ type: 'input_audio', input_audio: {} }]),
      'messages[0].content[0].type',
      'unsupported_value',
    ],
    [
      'an image on the web',
      image('https://example.com/a.png'),
      'messages[0].content[0].image_url.url',
      'unsupported_value',
    ],
    [
      'an image of another kind',
      image('data:image/tiff;base64,AA'),
      'messages[0].content[0].image_url.url',
      'unsupported_value',
    ],
    [
      'an image that is none',
      image('data:image/png;base64,%%%'),
      'messages[0].content[0].image_url.url',
      'invalid_value',
    ],
    [
      'a resolution',
      image('data:image/png;base64,AAAA', 'high'),
      'messages[0].content[0].image_url.detail',
      'unsupported_value',
    ],
    [
      'an image of the assistant',
      history({ role: 'assistant', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }),
      'messages[1].content[0].type',
      'invalid_value', // as at OpenAI
    ],
    [
      'audio of the assistant',
      history({ role: 'assistant', content: 'x', audio: { id: 'a' } }),
      'messages[1].audio',
      'unsupported_parameter',
    ],
    [
      'arguments that are no object',
      history({
        role: 'assistant',
        tool_calls: [{ ...TOOL_CALL, function: { name: 'find', arguments: '[' } }],
      }),
      'messages[1].tool_calls[0].function.arguments',
      'invalid_value',
    ],
    [
      'tool calls without tools',
      history({ role: 'assistant', tool_calls: [TOOL_CALL] }),
      'tools',
      'missing_required_parameter',
    ],
    [
      'a custom tool',
      { tools: [{ type: 'custom', custom: { name: 'c' } }] },
      'tools[0].type',
      'unsupported_value',
    ],
    ['a choice without tools', { tool_choice: 'required' }, 'tool_choice', 'invalid_value'],
    [
      'a choice of another tool',
      {
        tools: [{ type: 'function', function: { name: 'a' } }],
        tool_choice: { type: 'function', function: { name: 'b' } },
      },
      'tool_choice',
      'invalid_value',
    ],
    [
      'JSON without a schema',
      { response_format: { type: 'json_object' } },
      'response_format.type',
      'unsupported_value',
    ],
    [
      'a schema that is missing',
      { response_format: { type: 'json_schema', json_schema: { name: 'n' } } },
      'response_format.json_schema.schema',
      'missing_required_parameter',
    ],
    ['a grammar', { response_format: { type: 'grammar' } }, 'response_format.type', 'invalid_value'],
    [
      'one tool call at a time',
      { parallel_tool_calls: false },
      'parallel_tool_calls',
      'unsupported_parameter',
    ],
    ['two answers', { n: 2 }, 'n', 'unsupported_parameter'],
    ['a temperature above 1', { temperature: 1.5 }, 'temperature', 'unsupported_value'],
    ['a temperature that OpenAI refuses too', { temperature: 2.5 }, 'temperature', 'decimal_above_max_value'],
    ['a temperature below zero', { temperature: -1 }, 'temperature', 'decimal_below_min_value'],
    ['a temperature in words', { temperature: 'hot' }, 'temperature', 'invalid_type'],
    ['no tokens', { max_tokens: 0 }, 'max_tokens', 'integer_below_min_value'],
    ['half a token', { max_completion_tokens: 1.5 }, 'max_completion_tokens', 'invalid_type'],
    ['a stop that is none', { stop: 5 }, 'stop', 'invalid_type'],
    ['two limits', { max_tokens: 1, max_completion_tokens: 2 }, 'max_tokens', 'invalid_value'],
    ['a tier of OpenAI alone', { service_tier: 'scale' }, 'service_tier', 'unsupported_value'],
    ['a tier of nobody', { service_tier: 'bogus' }, 'service_tier', 'invalid_value'],
    ['no effort', { reasoning_effort: 'none' }, 'reasoning_effort', 'unsupported_value'],
    ['an effort of nobody', { reasoning_effort: 'heroic' }, 'reasoning_effort', 'invalid_value'],
    [
      'stream options without a stream',
      { stream_options: { include_usage: true } },
      'stream_options',
      'invalid_value',
    ],
    [
      'padding of the stream',
      { stream: true, stream_options: { include_obfuscation: true } },
      'stream_options.include_obfuscation',
      'unsupported_value',
    ],
    ['a label that is no text', { metadata: { k: 7 } }, 'metadata.k', 'invalid_type'],
    ['a user that is no text', { user: 7 }, 'user', 'invalid_type'],
    [
      '17 labels',
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`k${at}`, 'v'])) },
      'metadata',
      'object_above_max_properties',
    ],
  ])('is what %s gets', (_title, more, param, code) => {
    const { message, ...rest } = refused(more);

    expect(rest).toMatchObject({ status: 'refused', param, code });
    expect(message).toContain(`'${param}'`);
  });

  it.each([
    [
      { max_tokens: 0 },
      "Invalid 'max_tokens': integer below minimum value. Expected a value >= 1, but got 0 instead.",
    ],
    [
      { temperature: 2.5 },
      "Invalid 'temperature': decimal above maximum value. Expected a value <= 1, but got 2.5 instead.",
    ],
    [
      { temperature: 1.5 },
      "Unsupported value for 'temperature': Converse has no such value. It takes values <= 1.",
    ],
    [{ stream: 'yes' }, "Invalid type for 'stream': expected a boolean, but got a string instead."],
    [{ messages: [] }, "Invalid 'messages': empty array. Expected an array with minimum length 1."],
    [
      { service_tier: 'bogus' },
      "Invalid value for 'service_tier': it is none of those known. Supported values are: 'auto', 'default', 'flex', 'priority'.",
    ],
    [
      { reasoning_effort: 'minimal' },
      "Unsupported value for 'reasoning_effort': Converse has no such value. Supported values are: 'low', 'medium', 'high', 'xhigh', 'max'.",
    ],
    [
      { seed: 1 },
      "Unsupported parameter: 'seed' is not supported here. Converse has no such setting. Leave it out.",
    ],
    [
      { tools: [{ type: 'function' }] },
      "Missing required parameter: 'tools[0].function'. It has to be there.",
    ],
  ])('says of %j what OpenAI would, or why Converse cannot', (more, message) => {
    expect(refused(more).message).toBe(message);
  });

  it('never quotes a text of the caller', () => {
    const secret = 'SECRET';
    for (const more of [
      { service_tier: secret },
      { temperature: secret },
      { messages: [{ role: secret }] },
      { messages: [{ role: 'user', content: [{ type: secret }] }] },
      { tool_choice: secret },
    ])
      expect(refused(more).message).not.toContain(secret);
  });

  it('tells what is needed for the record', () => {
    expect(refused({ stream: true, seed: 1 })).toMatchObject({ model: 'm', isStream: true });
    expect(translateChat('text')).toMatchObject({ status: 'refused', model: undefined, isStream: false });
  });
});

describe('any request', () => {
  it('is translated when OpenAI would take it and Converse can express it', () => {
    fc.assert(
      fc.property(expressibleRequest, (body) => {
        const chat = translateChat(JSON.parse(JSON.stringify(body)));

        expect(chat).toMatchObject({ status: 'translated', model: body.model });
        const { messages } = JSON.parse(chat.status === 'translated' ? chat.body : '');
        const roles = messages.map(({ role }: { readonly role: string }) => role);
        expect(
          roles.every((role: string, at: number) => role === (at % 2 === 0 ? 'user' : 'assistant')),
        ).toBe(true);
        expect(
          messages.every(({ content }: { readonly content: readonly unknown[] }) => content.length > 0),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is translated or refused with words, and never throws', () => {
    fc.assert(
      fc.property(anyRequest, (body) => {
        const chat = translateChat(body);

        if (chat.status === 'refused') expect(chat.message).toMatch(/\S/);
        else expect(JSON.parse(chat.body).messages).not.toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChatCompletion, toChatCompletion } from '#core/openai/completion.ts';
import { type ChatChunk, createChunkTranslator } from '#core/openai/completion-chunks.ts';
import { answerInTwoForms, type Event } from './answers.ts';

const IDENTITY = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'fast' };
const answer = (more: Readonly<Record<string, unknown>> = {}) => ({
  output: { message: { role: 'assistant', content: [{ text: 'Hello.' }] } },
  stopReason: 'end_turn',
  ...more,
});
const chunksOf = (events: readonly Event[], includesUsage = true): readonly ChatChunk[] => {
  const translator = createChunkTranslator(IDENTITY, { includesUsage });
  return events.flatMap(([type, payload]) => translator.push(type, payload));
};

describe('a chat completion', () => {
  it('has the form of OpenAI', () => {
    expect(toChatCompletion(answer(), IDENTITY)).toEqual({
      ...IDENTITY,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello.', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: undefined,
    });
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool_calls'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
    ['malformed_tool_use', 'malformed_tool_use'],
    ['reason_of_next_year', 'reason_of_next_year'],
  ])('of stop reason %s has finish reason %s', (stopReason, finishReason) => {
    expect(toChatCompletion(answer({ stopReason }), IDENTITY)?.choices[0].finish_reason).toBe(finishReason);
    expect(chunksOf([['messageStop', { stopReason }]])[0]?.choices[0]?.finish_reason).toBe(finishReason);
  });

  it('counts cached tokens among those of the prompt, as OpenAI does and Converse does not', () => {
    const usage = { inputTokens: 10, outputTokens: 5, cacheReadInputTokens: 3, cacheWriteInputTokens: 2 };

    const completion = toChatCompletion(answer({ usage }), IDENTITY);

    const expected = {
      prompt_tokens: 15,
      completion_tokens: 5,
      total_tokens: 20,
      prompt_tokens_details: { cached_tokens: 3, cache_write_tokens: 2 },
    };
    expect(completion?.usage).toEqual(expected);
    expect(chunksOf([['metadata', { usage }]])[0]?.usage).toEqual(expected);
  });

  it.each([undefined, null, {}, { inputTokens: -1, outputTokens: 'many' }])(
    'tells no usage when Bedrock tells %j, never zeros',
    (usage) => {
      expect(toChatCompletion(answer({ usage }), IDENTITY)?.usage).toBeUndefined();
      expect(chunksOf([['metadata', { usage }]])).toEqual([]);
    },
  );

  it('names the tier that answered', () => {
    const tier = (type: string) =>
      toChatCompletion(answer({ serviceTier: { type } }), IDENTITY)?.service_tier;

    expect(tier('flex')).toBe('flex');
    expect(tier('reserved')).toBeUndefined();
  });

  it.each([undefined, null, 'text', [], {}, { output: {} }, answer({ stopReason: 7 })])(
    'is not made of %j',
    (body) => {
      expect(toChatCompletion(body, IDENTITY)).toBeUndefined();
    },
  );
});

describe('the chunks of a stream', () => {
  it('number tool calls among themselves and give a call without input an empty object', () => {
    const toolUse = (toolUseId: string) => ({ toolUse: { toolUseId, name: 'find' } });

    const deltas = chunksOf([
      ['contentBlockStart', { contentBlockIndex: 1, start: toolUse('a') }],
      ['contentBlockStop', { contentBlockIndex: 1 }],
      ['contentBlockStart', { contentBlockIndex: 4, start: toolUse('b') }],
      ['contentBlockDelta', { contentBlockIndex: 4, delta: { toolUse: { input: '{"q":' } } }],
      ['contentBlockDelta', { contentBlockIndex: 4, delta: { toolUse: { input: '1}' } } }],
      ['contentBlockStop', { contentBlockIndex: 4 }],
    ]).flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);

    expect(deltas).toEqual([
      { index: 0, id: 'a', type: 'function', function: { name: 'find', arguments: '' } },
      { index: 0, function: { arguments: '{}' } },
      { index: 1, id: 'b', type: 'function', function: { name: 'find', arguments: '' } },
      { index: 1, function: { arguments: '{"q":' } },
      { index: 1, function: { arguments: '1}' } },
    ]);
  });

  it('are none for events that say nothing to a chat', () => {
    expect(
      chunksOf([
        ['eventOfNextYear', {}],
        ['contentBlockStop', { contentBlockIndex: 0 }],
        ['constructor', {}],
      ]),
    ).toEqual([]);
  });

  it('survive any payload', () => {
    const types = [
      'messageStart',
      'contentBlockStart',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
    ];
    const events = fc.array(fc.tuple(fc.constantFrom(...types), fc.anything()));
    fc.assert(
      fc.property(events, (list) => {
        const translator = createChunkTranslator(IDENTITY, { includesUsage: true });
        for (const [type, payload] of list) translator.push(type, payload);
      }),
    );
  });

  it('add up to the answer as a whole', () => {
    fc.assert(
      fc.property(answerInTwoForms, ({ whole, events }) => {
        expect(addUp(chunksOf(events))).toEqual(comparable(toChatCompletion(whole, IDENTITY)));
      }),
      { numRuns: 1_000 },
    );
  });
});

interface Comparable {
  readonly content: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly input: string }[];
  readonly finishReason: string | undefined;
  readonly usage: unknown;
}

function comparable(completion: ChatCompletion | undefined): Comparable {
  const choice = completion?.choices[0];
  return {
    content: choice?.message.content ?? '',
    calls: (choice?.message.tool_calls ?? []).map(({ id, function: { name, arguments: input } }) => ({
      id,
      name,
      input,
    })),
    finishReason: choice?.finish_reason,
    usage: completion?.usage,
  };
}

/** What a client makes of the chunks. */
function addUp(chunks: readonly ChatChunk[]): Comparable {
  const calls: { id: string; name: string; input: string }[] = [];
  for (const { choices } of chunks)
    for (const { index, id, function: part } of choices[0]?.delta.tool_calls ?? []) {
      const before = calls[index] ?? { id: id ?? '', name: part.name ?? '', input: '' };
      calls[index] = { ...before, input: before.input + part.arguments };
    }
  return {
    content: chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''),
    calls,
    finishReason:
      chunks.map(({ choices }) => choices[0]?.finish_reason).find((reason) => reason) ?? undefined,
    usage: chunks.find(({ usage }) => usage)?.usage,
  };
}

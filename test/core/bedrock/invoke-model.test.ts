import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observeInvokeModel } from '#core/bedrock/invoke-model.ts';

const headers = { 'x-amzn-bedrock-input-token-count': '70', 'x-amzn-bedrock-output-token-count': '30' };
const chat = (message: object, finishReason = 'stop') => ({
  choices: [{ index: 0, finish_reason: finishReason, message: { role: 'assistant', ...message } }],
});

const SHAPES = [
  {
    title: 'Anthropic',
    body: {
      type: 'message',
      content: [{ type: 'text', text: 'Hi' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: 7,
        output_tokens: 3,
        cache_read_input_tokens: 5,
        cache_creation_input_tokens: 0,
      },
    },
    expected: { usage: { inputTokens: 7, outputTokens: 3, cacheReadInputTokens: 5 }, stopReason: 'end_turn' },
  },
  {
    title: 'Nova',
    body: {
      output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
      stopReason: 'end_turn',
      usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10, cacheReadInputTokenCount: 0 },
    },
    expected: { usage: { inputTokens: 7, outputTokens: 3 }, stopReason: 'end_turn' },
  },
  {
    title: 'Titan',
    body: {
      inputTextTokenCount: 7,
      results: [{ tokenCount: 3, outputText: 'Hi', completionReason: 'FINISH' }],
    },
    expected: { usage: { inputTokens: 7, outputTokens: 3 }, stopReason: 'FINISH' },
  },
  {
    title: 'Llama',
    body: { generation: 'Hi', prompt_token_count: 7, generation_token_count: 3, stop_reason: 'stop' },
    expected: { usage: { inputTokens: 7, outputTokens: 3 }, stopReason: 'stop' },
  },
  {
    title: 'Mistral',
    body: { outputs: [{ text: 'Hi', stop_reason: 'stop' }] },
    expected: { usage: { inputTokens: 70, outputTokens: 30 }, stopReason: 'stop' },
  },
  {
    title: 'Cohere Command',
    body: { generations: [{ id: '1', text: 'Hi', finish_reason: 'COMPLETE' }], prompt: 'x' },
    expected: { usage: { inputTokens: 70, outputTokens: 30 }, stopReason: 'COMPLETE' },
  },
  {
    title: 'Cohere Command R',
    body: {
      text: 'Hi',
      finish_reason: 'COMPLETE',
      meta: { billed_units: { input_tokens: 7, output_tokens: 3 } },
    },
    expected: { usage: { inputTokens: 7, outputTokens: 3 }, stopReason: 'COMPLETE' },
  },
  {
    title: 'OpenAI-shaped',
    body: { ...chat({ content: 'Hi' }), usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } },
    expected: { usage: { inputTokens: 7, outputTokens: 3 }, stopReason: 'stop' },
  },
];

describe('observeInvokeModel', () => {
  it.each(SHAPES)('reads an answer of $title', ({ body, expected }) => {
    const seen = observeInvokeModel(body, headers);

    expect(seen).toMatchObject({
      usage: { status: 'known', ...expected.usage },
      stopReason: expected.stopReason,
      hasContent: true,
      toolCalls: 0,
      guardrailIntervened: false,
    });
  });

  it.each([
    ['Anthropic', { content: [] }],
    ['Anthropic, blank', { content: [{ type: 'text', text: ' ' }] }],
    ['Nova', { output: { message: { content: [] } } }],
    ['Titan', { results: [{ outputText: '' }] }],
    ['Llama', { generation: '' }],
    ['Mistral', { outputs: [{ text: '' }] }],
    ['OpenAI-shaped', chat({ content: null })],
    ['Cohere', { generations: [{ text: '' }] }],
    ['Cohere R', { text: '' }],
  ])('sees that an answer of %s is empty', (_title, body) => {
    expect(observeInvokeModel(body, {}).hasContent).toBe(false);
  });

  it.each([
    [
      'Titan embeddings',
      { embedding: [0.1, 0.2], inputTextTokenCount: 7 },
      { inputTokens: 7, outputTokens: 0 },
    ],
    [
      'Cohere embeddings',
      { embeddings: [[0.1]], id: '1', texts: ['x'] },
      { inputTokens: 70, outputTokens: 30 },
    ],
  ])('takes %s for content', (_title, body, usage) => {
    const seen = observeInvokeModel(body, headers);

    expect(seen).toMatchObject({ hasContent: true, usage: { status: 'known', ...usage } });
  });

  it.each([
    [
      'Anthropic',
      {
        content: [
          { type: 'tool_use', id: '1', name: 'w', input: {} },
          { type: 'text', text: '' },
        ],
      },
    ],
    ['Nova', { output: { message: { content: [{ toolUse: { name: 'w' } }] } } }],
    ['OpenAI-shaped', chat({ content: null, tool_calls: [{ id: '1' }] }, 'tool_calls')],
  ])('counts a tool use of %s', (_title, body) => {
    const seen = observeInvokeModel(body, {});

    expect(seen).toMatchObject({ toolCalls: 1, hasContent: true });
  });

  it('reads the guardrail’s action and trace', () => {
    const trace = {
      guardrail: {
        input: { gr1: { wordPolicy: { customWords: [{ match: 'x', action: 'BLOCKED' }] } } },
        outputs: [{ gr1: { topicPolicy: { topics: [{ name: 'x', type: 'DENY', action: 'BLOCKED' }] } } }],
      },
    };

    const seen = observeInvokeModel(
      { 'amazon-bedrock-guardrailAction': 'INTERVENED', 'amazon-bedrock-trace': trace },
      {},
    );

    expect(seen).toMatchObject({
      guardrailIntervened: true,
      guardrailCounts: [
        { type: 'CUSTOM_WORD', side: 'input' },
        { type: 'DENY', side: 'output' },
      ],
    });
  });

  it('prefers a readable header to an unreadable body, and says invalid when neither can be read', () => {
    const body = { generation: 'x', prompt_token_count: -1, generation_token_count: 3 };

    const [withHeader, without] = [observeInvokeModel(body, headers), observeInvokeModel(body, {})];

    expect(withHeader.usage).toMatchObject({ status: 'known', inputTokens: 70 });
    expect(without.usage).toEqual({ status: 'unknown', reason: 'invalid' });
  });

  it('does not call an unknown shape empty', () => {
    const seen = observeInvokeModel({ hologram: {} }, {});

    expect(seen).toMatchObject({ hasContent: undefined, usage: { status: 'unknown', reason: 'absent' } });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.string()), (body, anyHeaders) => {
        expect(() => observeInvokeModel(body, anyHeaders)).not.toThrow();
      }),
    );
  });
});

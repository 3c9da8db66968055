import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInvokeStreamObserver } from '#core/bedrock/invoke-stream.ts';

const encode = (chunk: unknown) => ({ bytes: Buffer.from(JSON.stringify(chunk)).toString('base64') });
const METRICS = { 'amazon-bedrock-invocationMetrics': { inputTokenCount: 7, outputTokenCount: 3 } };

function observe(chunks: readonly unknown[]) {
  const observer = createInvokeStreamObserver((text) => Buffer.from(text, 'base64').toString('utf8'));
  const firstContent = chunks.map((chunk) => observer.push('chunk', encode(chunk))).indexOf(true);
  return { ...observer.observation(), isComplete: observer.isComplete(), firstContent };
}

const STREAMS = [
  {
    title: 'Anthropic',
    firstContent: 2,
    stopReason: 'end_turn',
    chunks: [
      { type: 'message_start', message: { usage: { input_tokens: 7, output_tokens: 1 } } },
      { type: 'content_block_start', content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hi' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
      { type: 'message_stop' },
    ],
  },
  {
    title: 'Nova',
    firstContent: 1,
    stopReason: 'end_turn',
    chunks: [
      { messageStart: { role: 'assistant' } },
      { contentBlockDelta: { delta: { text: 'Hi' } } },
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage: { inputTokens: 7, outputTokens: 3 } } },
    ],
  },
  {
    title: 'Titan',
    firstContent: 0,
    stopReason: 'FINISH',
    chunks: [
      { outputText: 'Hi', index: 0, completionReason: null },
      { outputText: '', completionReason: 'FINISH', ...METRICS },
    ],
  },
  {
    title: 'Llama',
    firstContent: 0,
    stopReason: 'stop',
    chunks: [
      { generation: 'Hi', stop_reason: null, prompt_token_count: 7 },
      { generation: '', stop_reason: 'stop', ...METRICS },
    ],
  },
  {
    title: 'Mistral',
    firstContent: 0,
    stopReason: 'stop',
    chunks: [
      { outputs: [{ text: 'Hi', stop_reason: null }] },
      { outputs: [{ text: '', stop_reason: 'stop' }], ...METRICS },
    ],
  },
  {
    title: 'OpenAI-shaped',
    firstContent: 1,
    stopReason: 'stop',
    chunks: [
      { choices: [{ delta: { role: 'assistant', content: '' }, finish_reason: null }], usage: null },
      { choices: [{ delta: { content: 'Hi' }, finish_reason: null }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
      { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } },
    ],
  },
  {
    title: 'Cohere',
    firstContent: 0,
    stopReason: 'COMPLETE',
    chunks: [
      { text: 'Hi', is_finished: false },
      { is_finished: true, finish_reason: 'COMPLETE', ...METRICS },
    ],
  },
];

describe('createInvokeStreamObserver', () => {
  it.each(STREAMS)('reads a stream of $title', ({ chunks, stopReason, firstContent }) => {
    const seen = observe(chunks);

    expect(seen).toMatchObject({
      usage: { status: 'known', inputTokens: 7, outputTokens: 3 },
      stopReason,
      hasContent: true,
      isComplete: true,
      firstContent,
      toolCalls: 0,
    });
  });

  it.each(STREAMS)('knows that a stream of $title is not complete after its first chunk', ({ chunks }) => {
    expect(observe(chunks.slice(0, 1)).isComplete).toBe(false);
  });

  it.each([
    ['Anthropic', [{ type: 'content_block_start', content_block: { type: 'tool_use' } }]],
    ['Nova', [{ contentBlockStart: { start: { toolUse: { name: 'w' } } } }]],
    [
      'OpenAI-shaped',
      [
        { choices: [{ delta: { tool_calls: [{ index: 0, id: 'c1', function: { name: 'w' } }] } }] },
        { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '{}' } }] } }] },
      ],
    ],
  ])('counts a tool use of %s once', (_title, chunks) => {
    expect(observe(chunks).toolCalls).toBe(1);
  });

  it('adds the cache tokens that Anthropic tells at the start to the output tokens of the end', () => {
    const start = { input_tokens: 7, output_tokens: 1, cache_read_input_tokens: 5 };

    const seen = observe([
      { type: 'message_start', message: { usage: start } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
    ]);

    expect(seen.usage).toMatchObject({ inputTokens: 7, outputTokens: 3, cacheReadInputTokens: 5 });
  });

  it.each([-1, '12', 1e308, 2 ** 53 + 1, null])('says of %j tokens that they are invalid', (bad) => {
    const seen = observe([
      { 'amazon-bedrock-invocationMetrics': { inputTokenCount: bad, outputTokenCount: 3 } },
    ]);

    expect(seen.usage).toEqual({ status: 'unknown', reason: 'invalid' });
  });

  it('reads the guardrail’s action and trace', () => {
    const guardrail = {
      input: { gr1: { topicPolicy: { topics: [{ type: 'DENY', action: 'BLOCKED' }] } } },
    };

    const seen = observe([
      {
        generation: 'Sorry',
        'amazon-bedrock-guardrailAction': 'INTERVENED',
        'amazon-bedrock-trace': { guardrail },
      },
      { generation: '', stop_reason: 'stop', ...METRICS },
    ]);

    expect(seen).toMatchObject({ guardrailIntervened: true, guardrailCounts: [{ type: 'DENY', count: 1 }] });
  });

  const assessed = (type: string, units: number) => ({
    topicPolicy: { topics: [{ type, action: 'BLOCKED' }] },
    invocationMetrics: { usage: { topicPolicyUnits: units } },
  });
  const traced = (guardrail: unknown) => ({ generation: 'x', 'amazon-bedrock-trace': { guardrail } });

  it('adds up the traces of all chunks: the prompt’s and each piece of the answer’s', () => {
    const seen = observe([
      traced({ input: { gr1: assessed('DENY', 1) } }),
      traced({ outputs: [{ gr1: assessed('SPAM', 2) }] }),
      traced({}),
      traced({ outputs: [{ gr1: assessed('SPAM', 3) }] }),
      { generation: '', stop_reason: 'stop', ...METRICS },
    ]);

    expect(seen.guardrailCounts).toEqual([
      { policy: 'topicPolicy', type: 'DENY', action: 'BLOCKED', side: 'input', count: 1 },
      { policy: 'topicPolicy', type: 'SPAM', action: 'BLOCKED', side: 'output', count: 2 },
    ]);
    expect(seen.guardrailUnits).toEqual({ topicPolicy: 6 });
  });

  it('does not know the units when one of its traces does not tell them', () => {
    const untold = { topicPolicy: { topics: [] } };

    const seen = observe([
      traced({ input: { gr1: assessed('DENY', 1) } }),
      traced({ outputs: [{ gr1: untold }] }),
      traced({ outputs: [{ gr1: assessed('SPAM', 3) }] }),
    ]);

    expect(seen.guardrailUnits).toBeUndefined();
    expect(seen.guardrailCounts).toHaveLength(2);
  });

  it('never throws, whatever a chunk holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), fc.string())), fc.anything(), (chunks, payload) => {
        const observer = createInvokeStreamObserver((text) => Buffer.from(text, 'base64').toString('utf8'));

        expect(() => {
          for (const chunk of chunks) observer.push('chunk', encode(chunk));
          observer.push('chunk', { bytes: '!!' });
          observer.push('chunk', payload);
        }).not.toThrow();
      }),
    );
  });
});

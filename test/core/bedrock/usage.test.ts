import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUsage, usageFromHeaders } from '#core/bedrock/usage.ts';
import { Usage } from '#core/invocation/record.ts';

const known = (inputTokens: number, outputTokens: number, cacheRead = 0, cacheWrite = 0) => ({
  status: 'known',
  inputTokens,
  outputTokens,
  cacheReadInputTokens: cacheRead,
  cacheWriteInputTokens: cacheWrite,
});
const BAD_COUNTS = [
  -1,
  Number.NaN,
  1e308,
  '12',
  2 ** 53 + 1,
  null,
  1.5,
  Number.POSITIVE_INFINITY,
  true,
  [],
  {},
];

describe('parseUsage', () => {
  it.each([
    ['Converse', { inputTokens: 7, outputTokens: 3, totalTokens: 10 }, known(7, 3)],
    [
      'Converse with a prompt cache',
      { inputTokens: 7, outputTokens: 3, cacheReadInputTokens: 5, cacheWriteInputTokens: 2 },
      known(7, 3, 5, 2),
    ],
    ['Converse with nulls', { inputTokens: 7, outputTokens: 3, cacheReadInputTokens: null }, known(7, 3)],
    ['Anthropic', { input_tokens: 7, output_tokens: 3 }, known(7, 3)],
    [
      'Anthropic with a prompt cache',
      { input_tokens: 7, output_tokens: 3, cache_read_input_tokens: 5, cache_creation_input_tokens: 2 },
      known(7, 3, 5, 2),
    ],
    [
      'Converse with writes for an hour',
      {
        inputTokens: 7,
        outputTokens: 3,
        cacheWriteInputTokens: 9,
        cacheDetails: [
          { ttl: '1h', inputTokens: 4 },
          { ttl: '5m', inputTokens: 5 },
        ],
      },
      { ...known(7, 3, 0, 9), cacheWrite1hInputTokens: 4 },
    ],
    [
      'Anthropic with writes for an hour',
      {
        input_tokens: 7,
        output_tokens: 3,
        cache_creation_input_tokens: 9,
        cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 4 },
      },
      { ...known(7, 3, 0, 9), cacheWrite1hInputTokens: 4 },
    ],
    [
      'Converse with cache details of another shape',
      { inputTokens: 7, outputTokens: 3, cacheWriteInputTokens: 9, cacheDetails: 'new' },
      known(7, 3, 0, 9),
    ],
    ['OpenAI', { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 }, known(7, 3)],
    ['invocation metrics', { inputTokenCount: 7, outputTokenCount: 3, invocationLatency: 9 }, known(7, 3)],
    ['nothing used', { inputTokens: 0, outputTokens: 0 }, known(0, 0)],
    ['the largest safe count', { inputTokens: 2 ** 53 - 1, outputTokens: 0 }, known(2 ** 53 - 1, 0)],
  ])('reads usage of %s', (_title, value, expected) => {
    const usage = parseUsage(value);

    expect(usage).toEqual(expected);
  });

  it.each([undefined, null])('says of %s that it is absent', (value) => {
    expect(parseUsage(value)).toEqual({ status: 'unknown', reason: 'absent' });
  });

  it.each(
    BAD_COUNTS.flatMap((bad) =>
      ['inputTokens', 'outputTokens'].map((field) => ({ bad: String(bad), field, value: bad })),
    ),
  )('says of $bad as $field that it is invalid', ({ field, value }) => {
    const usage = parseUsage({ inputTokens: 1, outputTokens: 1, [field]: value });

    expect(usage).toEqual({ status: 'unknown', reason: 'invalid' });
  });

  it('is always a valid usage, whatever comes', () => {
    const field = fc.oneof(fc.constantFrom(...BAD_COUNTS), fc.double(), fc.integer());
    const shape = fc.record(
      {
        inputTokens: field,
        outputTokens: field,
        cacheReadInputTokens: field,
        input_tokens: field,
        output_tokens: field,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(shape, fc.anything()), (value) => {
        const usage = parseUsage(value);

        expect(Usage.parse(usage)).toEqual(usage);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('usageFromHeaders', () => {
  it('reads InvokeModel’s token counts', () => {
    const usage = usageFromHeaders({
      'x-amzn-bedrock-input-token-count': '7',
      'x-amzn-bedrock-output-token-count': '3',
    });

    expect(usage).toEqual(known(7, 3));
  });

  it('takes an embedding, which has no output, for zero output tokens', () => {
    expect(usageFromHeaders({ 'x-amzn-bedrock-input-token-count': '7' })).toEqual(known(7, 0));
  });

  it.each([
    [{}, 'absent'],
    [{ 'x-amzn-bedrock-input-token-count': '-1' }, 'invalid'],
    [{ 'x-amzn-bedrock-input-token-count': '1e3' }, 'invalid'],
    [{ 'x-amzn-bedrock-input-token-count': '' }, 'invalid'],
    [{ 'x-amzn-bedrock-input-token-count': '9007199254740993' }, 'invalid'],
    [{ 'x-amzn-bedrock-input-token-count': '7', 'x-amzn-bedrock-output-token-count': 'NaN' }, 'invalid'],
  ])('says of %j that it is %s', (headers, reason) => {
    const usage = usageFromHeaders(headers as Record<string, string>);

    expect(usage).toEqual({ status: 'unknown', reason });
  });
});

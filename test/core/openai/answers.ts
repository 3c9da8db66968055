import fc from 'fast-check';

/** A ConverseStream event: its type and payload. */
export type Event = readonly [type: string, payload: Readonly<Record<string, unknown>>];

/** One answer of a model as Converse gives it and as ConverseStream does. */
export interface TwoForms {
  readonly whole: Readonly<Record<string, unknown>>;
  readonly events: readonly Event[];
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const block = fc.oneof(
  text.map((value) => ({ text: value })),
  fc.record({
    toolUse: fc.record({
      toolUseId: fc.uuid(),
      name: fc.constantFrom('find', 'get_weather'),
      input: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
    }),
  }),
  text.map((value) => ({ reasoningContent: { reasoningText: { text: value } } })),
);

/** Texts, tool uses and reasoning in any order, cut into deltas anywhere. */
export const answerInTwoForms: fc.Arbitrary<TwoForms> = fc
  .record({
    content: fc.array(block, { maxLength: 5 }),
    cuts: fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 5 }),
    stopReason: fc.constantFrom('end_turn', 'tool_use', 'max_tokens', 'guardrail_intervened', 'invented'),
    usage: fc.option(
      fc.record({ inputTokens: fc.nat(), outputTokens: fc.nat(), cacheReadInputTokens: fc.nat() }),
      { nil: undefined },
    ),
  })
  .map(({ content, cuts, stopReason, usage }) => {
    const json = JSON.parse(JSON.stringify(content)) as readonly Readonly<Record<string, unknown>>[];
    return {
      whole: { output: { message: { role: 'assistant', content: json } }, stopReason, usage },
      events: [
        ['messageStart', { role: 'assistant' }],
        ...json.flatMap((part, index) => blockEvents(part, index, cuts)),
        ['messageStop', { stopReason }],
        ['metadata', { usage, metrics: { latencyMs: 1 } }],
      ],
    };
  });

function blockEvents(
  block: Readonly<Record<string, unknown>>,
  contentBlockIndex: number,
  cuts: readonly number[],
): readonly Event[] {
  const toolUse = block.toolUse as { readonly input: unknown } | undefined;
  const delta = (value: unknown): Event => ['contentBlockDelta', { contentBlockIndex, delta: value }];
  const end: Event = ['contentBlockStop', { contentBlockIndex }];
  if (typeof block.text === 'string')
    return [...cut(block.text, cuts).map((part) => delta({ text: part })), end];
  if (!toolUse) return [delta({ reasoningContent: { text: 'hm' } }), end];
  const { input, ...start } = toolUse;
  const written = JSON.stringify(input);
  return [
    ['contentBlockStart', { contentBlockIndex, start: { toolUse: start } }],
    ...(written === '{}' ? [] : cut(written, cuts).map((part) => delta({ toolUse: { input: part } }))),
    end,
  ];
}

/** Cuts a text, also between the halves of a surrogate pair, as a stream of tokens never would. */
function cut(text: string, cuts: readonly number[]): readonly string[] {
  const at = [...new Set(cuts.filter((position) => position < text.length))].sort(
    (left, right) => left - right,
  );
  return [0, ...at].map((start, index) => text.slice(start, at[index] ?? text.length));
}

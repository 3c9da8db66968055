import fc from 'fast-check';

/** Text with everything in it that JSON can hold. */
const text = fc.string({ unit: 'binary', maxLength: 20 });
const filled = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((value) => value.trim() !== '');
const label = fc.stringMatching(/^[A-Za-z0-9 :_@$#=/+,.-]{1,20}$/);

const textPart = fc.record({ type: fc.constant('text'), text: filled });
const imagePart = fc.record({
  type: fc.constant('image_url'),
  image_url: fc.record({
    url: fc
      .tuple(fc.constantFrom('png', 'jpeg', 'gif', 'webp'), fc.uint8Array({ minLength: 1, maxLength: 30 }))
      .map(([format, bytes]) => `data:image/${format};base64,${Buffer.from(bytes).toString('base64')}`),
  }),
});

const instruction = fc.record({ role: fc.constantFrom('system', 'developer'), content: filled });
const user = fc.record({
  role: fc.constant('user'),
  content: fc.oneof(filled, fc.array(fc.oneof(textPart, imagePart), { minLength: 1, maxLength: 3 })),
});
const assistant = fc.record({ role: fc.constant('assistant'), content: filled });

/** A round of tool use: the calls of one turn and their results, in any order. */
const toolRound = fc
  .array(fc.tuple(fc.uuid(), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }), text), {
    minLength: 1,
    maxLength: 4,
  })
  .map((calls) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: calls.map(([id, input]) => ({
        id,
        type: 'function',
        function: { name: 'find', arguments: JSON.stringify(input) },
      })),
    },
    ...calls.map(([id, , result]) => ({ role: 'tool', tool_call_id: id, content: result })).reverse(),
  ]);

const messages = fc
  .tuple(
    fc.array(instruction, { maxLength: 2 }),
    user,
    fc.array(
      fc.oneof(
        user.map((message) => [message]),
        assistant.map((message) => [message]),
        toolRound,
      ),
      {
        maxLength: 4,
      },
    ),
  )
  .map(([instructions, first, rest]) => [...instructions, first, ...rest.flat()]);

const TOOLS = [{ type: 'function', function: { name: 'find', parameters: { type: 'object' } } }];

/** A request that OpenAI would take and that Converse can express. */
export const expressibleRequest = fc
  .record(
    {
      model: fc.constantFrom('amazon.nova-lite-v1:0', 'fast'),
      messages,
      tools: fc.constant(TOOLS),
      max_tokens: fc.integer({ min: 1, max: 100_000 }),
      temperature: fc.double({ min: 0, max: 1, noNaN: true }),
      top_p: fc.double({ min: 0, max: 1, noNaN: true }),
      stop: fc.oneof(filled, fc.array(filled, { maxLength: 4 }), fc.constant(null)),
      stream: fc.boolean(),
      user: label,
      metadata: fc.dictionary(label, label, { maxKeys: 15 }).filter((metadata) => !('user' in metadata)),
      service_tier: fc.constantFrom('auto', 'default', 'flex', 'priority'),
      n: fc.constant(1),
      logprobs: fc.constant(false),
      frequency_penalty: fc.constant(0),
      parallel_tool_calls: fc.constant(true),
    },
    { requiredKeys: ['model', 'messages', 'tools'] },
  )
  .map((request): Readonly<Record<string, unknown>> => request);

/** Anything at all in every place of a request. */
export const anyRequest = fc.oneof(
  fc.anything(),
  fc.jsonValue(),
  fc
    .tuple(
      expressibleRequest,
      fc.constantFrom(
        'model',
        'messages',
        'tools',
        'tool_choice',
        'stop',
        'metadata',
        'response_format',
        'stream_options',
        'temperature',
        'user',
        'n',
        'constructor',
        '__proto__',
        'seed',
        'invented',
      ),
      fc.oneof(fc.jsonValue(), fc.anything()),
    )
    .map(([request, name, value]) => ({ ...request, [name]: value })),
  fc
    .tuple(expressibleRequest, fc.jsonValue())
    .map(([request, value]) => ({ ...request, messages: [{ role: 'user', content: 'Hi' }, value] })),
);

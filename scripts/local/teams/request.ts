import type { DrawnCall } from './draw-call.ts';
import type { CallOperation, Workload } from './team.ts';
import { wordsOf } from './twists.ts';

/** What is asked of a model, in Bedrock's own shape. */
export interface ModelRequest {
  readonly modelId: string;
  readonly operation: CallOperation;
  readonly body: string;
}

/** What a question is made of. */
export type Question = Pick<Workload, 'subject' | 'system' | 'isCached' | 'operation' | 'model'>;

const MAX_TOKENS = 400;
const UNKNOWN_MODEL = 'example.no-such-model-v1:0';

const TOOL_CONFIG = {
  tools: [
    {
      toolSpec: {
        name: 'look_up_booking',
        description: 'Finds a booking by its number.',
        inputSchema: {
          json: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
        },
      },
    },
  ],
};

/** The request of a call; `number` makes its body one of its own. */
export function toRequest(
  question: Question,
  drawn: Pick<DrawnCall, 'twists' | 'tokens'>,
  number: number,
): ModelRequest {
  const { subject, operation, model } = question;
  const { twists, tokens } = drawn;
  const words = `${subject} Case ${number}. ${twists.map(wordsOf).join(' ')} [[tokens:${tokens}]]`;
  const toBody = operation === 'invoke' ? toInvokeBody : toConverseBody;
  return {
    modelId: twists.includes('unknownModel') ? UNKNOWN_MODEL : model,
    operation,
    body: JSON.stringify(toBody(question, words, drawn)),
  };
}

function toConverseBody(
  { system, model, isCached = false }: Question,
  words: string,
  { twists }: Pick<DrawnCall, 'twists'>,
) {
  const isGrounded = twists.includes('grounded') || twists.includes('ungrounded');
  return {
    messages: [{ role: 'user', content: isGrounded ? toGroundedContent(words) : [{ text: words }] }],
    ...(system !== undefined && { system: [{ text: system }, ...(isCached ? [toCachePoint(model)] : [])] }),
    inferenceConfig: { maxTokens: MAX_TOKENS },
    ...(twists.includes('toolUse') && { toolConfig: TOOL_CONFIG }),
  };
}

/** Behind the alias `fast` is Nova, which keeps a prompt for five minutes only. */
const toCachePoint = (model: string) => ({
  cachePoint: { type: 'default', ...(model === 'fast' ? {} : { ttl: '1h' }) },
});

/** Source and question are marked for the contextual grounding check. */
function toGroundedContent(words: string) {
  const source = 'A booking can be changed free of charge until 24 hours before it begins.';
  return [
    { guardContent: { text: { text: source, qualifiers: ['grounding_source'] } } },
    { guardContent: { text: { text: words, qualifiers: ['query'] } } },
  ];
}

/** InvokeModel takes the provider's own shape. */
function toInvokeBody({ model, system }: Question, words: string) {
  if (model.includes('anthropic.'))
    return {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: MAX_TOKENS,
      ...(system !== undefined && { system }),
      messages: [{ role: 'user', content: words }],
    };
  return {
    schemaVersion: 'messages-v1',
    ...(system !== undefined && { system: [{ text: system }] }),
    messages: [{ role: 'user', content: [{ text: words }] }],
    inferenceConfig: { maxTokens: MAX_TOKENS },
  };
}

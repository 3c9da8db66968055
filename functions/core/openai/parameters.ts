import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { ChatInputError } from './chat-input-error.ts';

/** What becomes of a parameter of the Chat Completions API. */
type Treatment =
  | { readonly kind: 'translated' }
  | {
      readonly kind: 'refused';
      /** What the parameter would do, and what to do instead. */
      readonly why: string;
      /**
       * Whether a value asks for nothing but what happens anyway.
       * @default - only `null` does
       */
      readonly asksNothing?: (value: unknown) => boolean;
    };

const translated = { kind: 'translated' } as const;
const is =
  (...harmless: readonly unknown[]) =>
  (value: unknown): boolean =>
    harmless.includes(value);
const isEmptyObject = (value: unknown): boolean =>
  z.safeParse(JsonObject, value).success && JSON.stringify(value) === '{}';
const isTextOnly = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 1 && value[0] === 'text';

const NO_CONVERSE_FIELD = 'Converse has no such setting. Leave it out.';

/**
 * Every parameter of the Chat Completions API (`ChatCompletionCreateParams` of `openai` 6.49.0). What Converse cannot
 * express is refused: an answer that silently ignored it would look like one that did not.
 */
export const CHAT_PARAMETERS = {
  model: translated,
  messages: translated,
  max_completion_tokens: translated,
  max_tokens: translated,
  metadata: translated,
  reasoning_effort: translated,
  response_format: translated,
  safety_identifier: translated,
  service_tier: translated,
  stop: translated,
  stream: translated,
  stream_options: translated,
  temperature: translated,
  tool_choice: translated,
  tools: translated,
  top_p: translated,
  user: translated,
  audio: { kind: 'refused', why: 'Converse answers in text.' },
  frequency_penalty: { kind: 'refused', why: NO_CONVERSE_FIELD, asksNothing: is(0) },
  function_call: { kind: 'refused', why: 'use tool_choice.' },
  functions: { kind: 'refused', why: 'use tools.' },
  logit_bias: { kind: 'refused', why: NO_CONVERSE_FIELD, asksNothing: isEmptyObject },
  logprobs: { kind: 'refused', why: 'Converse tells no probabilities.', asksNothing: is(false) },
  modalities: { kind: 'refused', why: 'Converse answers in text.', asksNothing: isTextOnly },
  moderation: { kind: 'refused', why: "the stack's guardrail judges prompts and answers." },
  n: {
    kind: 'refused',
    why: 'Converse gives one answer a call. Call again for another.',
    asksNothing: is(1),
  },
  parallel_tool_calls: {
    kind: 'refused',
    why: 'Converse cannot keep a model to one tool call.',
    asksNothing: is(true),
  },
  prediction: { kind: 'refused', why: NO_CONVERSE_FIELD },
  presence_penalty: { kind: 'refused', why: NO_CONVERSE_FIELD, asksNothing: is(0) },
  prompt_cache_key: { kind: 'refused', why: NO_CONVERSE_FIELD },
  prompt_cache_options: { kind: 'refused', why: NO_CONVERSE_FIELD },
  prompt_cache_retention: { kind: 'refused', why: NO_CONVERSE_FIELD },
  seed: { kind: 'refused', why: NO_CONVERSE_FIELD },
  store: { kind: 'refused', why: 'completions are not kept.', asksNothing: is(false) },
  top_logprobs: { kind: 'refused', why: 'Converse tells no probabilities.', asksNothing: is(0) },
  verbosity: { kind: 'refused', why: NO_CONVERSE_FIELD, asksNothing: is('medium') },
  web_search_options: { kind: 'refused', why: 'the gateway searches nothing.' },
} as const satisfies Record<string, Treatment>;

const treatments: ReadonlyMap<string, Treatment> = new Map(Object.entries(CHAT_PARAMETERS));

/** Throws for the first parameter that Converse cannot express or that OpenAI does not know. */
export function refuseInexpressible(request: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(request)) {
    const treatment = treatments.get(name);
    if (!treatment)
      throw new ChatInputError(
        'unknown_parameter',
        name.slice(0, 64),
        'it is no part of the Chat Completions API as this gateway knows it.',
      );
    if (treatment.kind === 'translated' || value === null || treatment.asksNothing?.(value)) continue;
    throw new ChatInputError('unsupported_parameter', name, treatment.why);
  }
}

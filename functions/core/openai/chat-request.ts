import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { ChatInputError } from './chat-input-error.ts';
import { toConversation } from './conversation.ts';
import { refuseInexpressible } from './parameters.ts';
import { readPart } from './read-part.ts';
import { toLabels } from './request-metadata.ts';
import { toTextFormat } from './response-format.ts';
import { toToolConfig } from './tools.ts';

const tokens = z.nullish(z.int().check(z.minimum(1)));
/** What Converse takes for both (API reference, `InferenceConfiguration`); OpenAI's temperatures go up to 2. */
const fraction = z.nullish(z.number().check(z.minimum(0), z.maximum(1)));

const Settings = z.object({
  model: z.string().check(z.minLength(1)),
  messages: z.array(z.unknown()).check(z.minLength(1)),
  max_tokens: tokens,
  max_completion_tokens: tokens,
  temperature: fraction,
  top_p: fraction,
  stop: z.nullish(z.union([z.string(), z.array(z.string())])),
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(
    z.strictObject({
      include_usage: z.nullish(z.boolean()),
      include_obfuscation: z.nullish(z.literal(false)), // nothing is added to the chunks
    }),
  ),
  service_tier: z.nullish(z.enum(['auto', 'default', 'flex', 'priority'])),
  reasoning_effort: z.nullish(z.enum(['low', 'medium', 'high', 'xhigh', 'max'])),
  tools: z.optional(z.unknown()),
  tool_choice: z.optional(z.unknown()),
  response_format: z.optional(z.unknown()),
  metadata: z.optional(z.unknown()),
  user: z.optional(z.unknown()),
  safety_identifier: z.optional(z.unknown()),
});
type Settings = z.infer<typeof Settings>;

/** A chat request in Converse's words. */
export interface ChatCall {
  readonly status: 'translated';
  /** As the caller wrote it. */
  readonly model: string;
  readonly isStream: boolean;
  readonly includesUsage: boolean;
  /** Body of Converse or ConverseStream, as JSON text. */
  readonly body: string;
  /** What the caller labels the call with, also what Converse would not take. */
  readonly labels: ReadonlyMap<string, string>;
}

/** A chat request that Converse cannot answer, and why. */
export interface ChatRefusal {
  readonly status: 'refused';
  /** What could be read of it all the same, for the record. */
  readonly model?: string | undefined;
  readonly isStream: boolean;
  readonly message: string;
  readonly param: string | null;
  readonly code: string | null;
}

/** Puts the body of `POST /v1/chat/completions` into Converse's words, or says which part of it cannot be. Never throws. */
export function translateChat(body: unknown): ChatCall | ChatRefusal {
  const request = z.safeParse(JsonObject, body);
  if (!request.success) return refuse({}, 'The request body must be a JSON object.');
  try {
    return translate(request.data);
  } catch (error) {
    if (error instanceof ChatInputError) return refuse(request.data, error.message, error);
    if (error instanceof RangeError) return refuse(request.data, 'The request body is nested too deep.');
    throw error;
  }
}

function refuse(
  { model, stream }: Readonly<Record<string, unknown>>,
  message: string,
  { param, reason }: Partial<ChatInputError> = {},
): ChatRefusal {
  return {
    status: 'refused',
    model: typeof model === 'string' ? model : undefined,
    isStream: stream === true,
    message,
    param: param ?? null,
    code: reason ?? null,
  };
}

function translate(request: Readonly<Record<string, unknown>>): ChatCall {
  refuseInexpressible(request);
  for (const name of ['model', 'messages'])
    if (request[name] === undefined || request[name] === null)
      throw new ChatInputError('missing_required_parameter', name, 'it has to be there.');
  const settings = readPart(Settings, request, '');
  const { labels, requestMetadata } = toLabels(settings);
  const isStream = settings.stream === true;
  if (settings.stream_options && !isStream)
    throw new ChatInputError('invalid_value', 'stream_options', 'it is for requests with stream: true.');
  return {
    status: 'translated',
    model: settings.model,
    isStream,
    includesUsage: settings.stream_options?.include_usage === true,
    body: JSON.stringify({ ...toConverse(settings), requestMetadata }),
    labels,
  };
}

function toConverse(settings: Settings): Readonly<Record<string, unknown>> {
  const { system, messages, hasToolUse } = toConversation(settings.messages);
  const { service_tier: tier } = settings;
  return {
    messages,
    system: system.length > 0 ? system : undefined,
    inferenceConfig: toInferenceConfig(settings),
    toolConfig: toToolConfig(settings, hasToolUse),
    outputConfig: toOutputConfig(settings),
    serviceTier: tier && tier !== 'auto' ? { type: tier } : undefined,
  };
}

function toInferenceConfig(settings: Settings): Readonly<Record<string, unknown>> | undefined {
  const { max_tokens: older, max_completion_tokens: newer, temperature, top_p: topP, stop } = settings;
  if (typeof older === 'number' && typeof newer === 'number')
    throw new ChatInputError(
      'invalid_value',
      'max_tokens',
      'max_completion_tokens is there as well. Send one.',
    );
  const stopSequences = typeof stop === 'string' ? [stop] : (stop ?? []);
  return presentOnly({
    maxTokens: newer ?? older,
    temperature,
    topP,
    stopSequences: stopSequences.length > 0 ? stopSequences : undefined,
  });
}

function toOutputConfig({ response_format: format, reasoning_effort: effort }: Settings) {
  return presentOnly({ textFormat: toTextFormat(format), effort });
}

/** The members that are there; `undefined` when none is. */
function presentOnly(
  members: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const present = Object.entries(members).filter(([, value]) => value !== undefined && value !== null);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

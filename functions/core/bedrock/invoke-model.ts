import * as z from 'zod/mini';
import type { Usage } from '../invocation/record.ts';
import { JsonObject } from '../json/json-object.ts';
import { MAX_STOP_REASON_LENGTH } from './converse.ts';
import { readGuardrailTrace } from './guardrail-assessment.ts';
import { type AnswerObservation, emptyObservation } from './observation.ts';
import { parseUsage, usageFromHeaders } from './usage.ts';
import { variantsOf } from './variants.ts';

const text = z.optional(z.string());
const count = z.optional(z.number());

/** The members of every provider's answer body that are read: the union of the shapes, each optional. */
const AnyBody = z.object({
  usage: z.optional(z.unknown()), // Anthropic, Nova, OpenAI-shaped
  stop_reason: z.nullish(z.string()), // Anthropic, Llama
  stopReason: text, // Nova
  finish_reason: z.nullish(z.string()), // Cohere
  content: z.optional(z.array(JsonObject)), // Anthropic
  output: z.optional(z.object({ message: z.optional(z.object({ content: z.array(JsonObject) })) })), // Nova
  results: z.optional(
    z.array(z.object({ outputText: text, completionReason: z.nullish(z.string()), tokenCount: count })),
  ), // Titan
  inputTextTokenCount: count, // Titan
  generation: text, // Llama
  prompt_token_count: count,
  generation_token_count: count,
  outputs: z.optional(z.array(z.object({ text, stop_reason: z.nullish(z.string()) }))), // Mistral
  choices: z.optional(
    z.array(
      z.object({
        finish_reason: z.nullish(z.string()),
        message: z.optional(
          z.object({ content: z.nullish(z.string()), tool_calls: z.nullish(z.array(z.unknown())) }),
        ),
      }),
    ),
  ), // Mistral Large, OpenAI
  generations: z.optional(z.array(z.object({ text, finish_reason: z.nullish(z.string()) }))), // Cohere Command
  text, // Cohere Command R
  meta: z.optional(
    z.object({ billed_units: z.optional(z.object({ input_tokens: count, output_tokens: count })) }),
  ),
  embedding: z.optional(z.unknown()), // Titan
  embeddings: z.optional(z.unknown()), // Cohere
  images: z.optional(z.unknown()), // Nova Canvas, Stability
  'amazon-bedrock-guardrailAction': text,
  'amazon-bedrock-trace': z.optional(z.object({ guardrail: z.optional(z.unknown()) })),
});
type AnyBody = z.infer<typeof AnyBody>;

/** Reads an InvokeModel answer of any provider; token counts fall back to Bedrock's response headers. */
export function observeInvokeModel(
  body: unknown,
  headers: Readonly<Record<string, string>>,
): AnswerObservation {
  const parsed = z.safeParse(AnyBody, body);
  const fromHeaders = usageFromHeaders(headers);
  if (!parsed.success) return { ...emptyObservation('invalid'), usage: fromHeaders };
  const answer = parsed.data;
  const usage = usageOf(answer);
  return {
    usage: usage.status === 'known' ? usage : fromHeaders.status === 'known' ? fromHeaders : usage,
    stopReason: stopReasonOf(answer),
    hasContent: hasContentOf(answer),
    toolCalls: toolCallsOf(answer),
    guardrailIntervened: answer['amazon-bedrock-guardrailAction'] === 'INTERVENED',
    ...readGuardrailTrace(answer['amazon-bedrock-trace']?.guardrail),
    ...variantsOf(headers),
  };
}

function usageOf(answer: AnyBody): Usage {
  if (answer.usage !== undefined) return parseUsage(answer.usage);
  const [input, output] = [
    [answer.prompt_token_count, answer.generation_token_count],
    [
      answer.inputTextTokenCount,
      answer.results?.reduce((sum, { tokenCount }) => sum + (tokenCount ?? 0), 0) ?? 0,
    ],
    [answer.meta?.billed_units?.input_tokens, answer.meta?.billed_units?.output_tokens ?? 0],
  ].find(([first]) => first !== undefined) ?? [undefined, undefined];
  return input === undefined
    ? parseUsage(undefined)
    : parseUsage({ inputTokens: input, outputTokens: output });
}

function stopReasonOf(answer: AnyBody): string | undefined {
  return (
    answer.stop_reason ??
    answer.stopReason ??
    answer.finish_reason ??
    answer.results?.[0]?.completionReason ??
    answer.outputs?.[0]?.stop_reason ??
    answer.choices?.[0]?.finish_reason ??
    answer.generations?.[0]?.finish_reason ??
    undefined
  )?.slice(0, MAX_STOP_REASON_LENGTH);
}

/** Whether a text says anything. */
export const isFilled = (candidate: string | null | undefined): boolean => (candidate ?? '').trim() !== '';

/** `undefined` when the body has no member that we know to be content: then nothing can be said about emptiness. */
function hasContentOf(answer: AnyBody): boolean | undefined {
  const blocks = answer.content ?? answer.output?.message?.content;
  const candidates: readonly (boolean | undefined)[] = [
    blocks?.some((block) =>
      typeof block.text === 'string' ? isFilled(block.text) : Object.keys(block).length > 0,
    ),
    answer.results?.some(({ outputText }) => isFilled(outputText)),
    answer.generation === undefined ? undefined : isFilled(answer.generation),
    answer.outputs?.some((output) => isFilled(output.text)),
    answer.choices?.some(
      ({ message }) => isFilled(message?.content) || (message?.tool_calls ?? []).length > 0,
    ),
    answer.generations?.some((generation) => isFilled(generation.text)),
    answer.text === undefined ? undefined : isFilled(answer.text),
    answer.embedding === undefined && answer.embeddings === undefined && answer.images === undefined
      ? undefined
      : true,
  ];
  return candidates.find((candidate) => candidate !== undefined);
}

function toolCallsOf(answer: AnyBody): number {
  const blocks = answer.content ?? answer.output?.message?.content ?? [];
  const inChoices =
    answer.choices?.reduce((sum, { message }) => sum + (message?.tool_calls ?? []).length, 0) ?? 0;
  return blocks.filter((block) => block.type === 'tool_use' || 'toolUse' in block).length + inChoices;
}

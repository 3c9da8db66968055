import * as z from 'zod/mini';
import {
  isTraceOn,
  namedGuardrail,
  type RequestObservation,
  toMetadata,
  toSystemPrompt,
} from './converse.ts';
import { variantsOf } from './variants.ts';

const InvokeRequest = z.object({ system: z.optional(z.unknown()) });

/** Reads an InvokeModel request: labels and guardrail come from headers, the system prompt from the body. */
export function observeInvokeRequest(
  body: unknown,
  headers: Readonly<Record<string, string>>,
): RequestObservation {
  const system = z.safeParse(InvokeRequest, body).data?.system ?? undefined;
  return {
    guardrail: namedGuardrail(
      headers['x-amzn-bedrock-guardrailidentifier'],
      headers['x-amzn-bedrock-guardrailversion'],
    ),
    wantsTrace: isTraceOn(headers['x-amzn-bedrock-trace']),
    metadata: metadataHeader(headers['x-amzn-bedrock-request-metadata']),
    systemPrompt: toSystemPrompt(system),
    toolErrors: 0,
    ...variantsOf(headers),
  };
}

function metadataHeader(header: string | undefined): ReadonlyMap<string, string> {
  try {
    const parsed = z.safeParse(z.record(z.string(), z.unknown()), JSON.parse(header ?? '{}'));
    return toMetadata(parsed.data ?? {});
  } catch {
    return new Map(); // Bedrock refuses what is not JSON; here it only labels
  }
}

import * as z from 'zod/mini';

/** Tiers that both sides know by the same name; a reserved one is no word of OpenAI's. */
const Answer = z.object({ serviceTier: z.object({ type: z.enum(['default', 'flex', 'priority']) }) });

/** `service_tier` of an answer or a stream's metadata, as the member to spread; none when Bedrock names none. */
export function toServiceTier(answer: unknown): { readonly service_tier?: string } {
  const parsed = z.safeParse(Answer, answer);
  return parsed.success ? { service_tier: parsed.data.serviceTier.type } : {};
}

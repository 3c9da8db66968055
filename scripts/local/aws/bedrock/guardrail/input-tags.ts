import * as z from 'zod';

/** What of an InvokeModel question a guardrail looks at. */
export interface TaggedInput {
  readonly text: string;
  /** Whether parts of the question are marked as a user's: attacks are looked for in those only. */
  readonly isTagged: boolean;
}

const TagConfig = z.looseObject({
  'amazon-bedrock-guardrailConfig': z.looseObject({
    tagSuffix: z.string().regex(/^[A-Za-z0-9]{1,20}$/),
  }),
});

/**
 * InvokeModel cannot tell a user's words from the developer's, so a caller tags them with the suffix that its body
 * names; without tags everything is assessed, but not for prompt attacks
 * (docs.aws.amazon.com/bedrock/latest/userguide/guardrails-tagging.html).
 */
export function readTaggedInput(body: unknown, text: string): TaggedInput {
  const suffix = TagConfig.safeParse(body).data?.['amazon-bedrock-guardrailConfig'].tagSuffix;
  const tag = `amazon-bedrock-guardrails-guardContent_${suffix}`;
  const parts = [...text.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, part = '']) => part);
  return parts.length > 0 ? { text: parts.join('\n'), isTagged: true } : { text, isTagged: false };
}

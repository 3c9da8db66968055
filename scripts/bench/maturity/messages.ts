import * as z from 'zod';

/** What the process that plays the AWS account is asked for. */
export const AccountRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), series: z.int() }),
  /** Whether LookupEvents takes two requests a second, as CloudTrail does, or any number. */
  z.object({ type: z.literal('limit-lookups'), isLimited: z.boolean() }),
]);

/** The account listens. */
export const AccountReady = z.object({ endpoint: z.url() });
export const Done = z.object({ done: z.literal(true) });

/** When a fresh process had its first answer, as Unix time in milliseconds, and what it was. */
export const FirstInvocation = z.object({ answeredAtMs: z.number(), answer: z.unknown() });

/** Evaluations of one fresh process: the very first, and those after the warm-up. */
export const Evaluations = z.object({ firstMs: z.number(), laterMs: z.array(z.number()) });

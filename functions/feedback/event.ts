import * as z from 'zod/mini';

const nullableText = z.nullish(z.string());

/** The part of API Gateway's REST proxy event that is read. */
export const FeedbackEvent = z.object({
  body: nullableText,
  isBase64Encoded: z._default(z.boolean(), false),
  requestContext: z.object({
    authorizer: z.nullish(z.object({ tenant: nullableText })),
    identity: z.nullish(z.object({ userArn: nullableText })),
  }),
});

const REQUEST_ID = 'must be the request id of the call: 8 to 64 letters, digits and dashes';
const RATING = 'must be "positive" or "negative"';
const REASON = 'must be a code such as "incorrect" or "too_long": up to 64 of a-z, 0-9, _ and -';
const BODY = 'must be a JSON object with requestId, rating and, if you like, reason; nothing else';

/** What a caller sends. `reason` is a code, not prose: a sentence could quote the answer. */
export const FeedbackRequest = z.strictObject(
  {
    requestId: z.string(REQUEST_ID).check(z.regex(/^[A-Za-z0-9-]{8,64}$/, REQUEST_ID)),
    rating: z.enum(['positive', 'negative'], RATING),
    reason: z.optional(z.string(REASON).check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, REASON))),
  },
  BODY,
);

/** Environment of the feedback function. */
export const FeedbackEnvironment = z.object({ STAGE: z.string().check(z.minLength(1)) });

import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

/** Environment of the collector; set by the stack. */
export const CollectorEnvironment = z.object({
  AWS_REGION: text,
  STAGE: text,
  GATEWAY_ROLE_ARN: text,
  CLAIMS_TABLE_NAME: text,
  CAPTURE_BUCKET: text,
  HASH_SECRET_ARN: text,
  /** Name of the file of prices beside the code. @default - only the built-in prices */
  PRICES_FILE: z.optional(text),
  /** Folder of the code; Lambda sets it. */
  LAMBDA_TASK_ROOT: z.optional(text),
});

/** What a subscription filter invokes a function with: a gzipped batch in Base64. */
export const SubscriptionEvent = z.object({ awslogs: z.object({ data: text }) });

/** Latest moment that a date can be, in milliseconds since the epoch (ECMAScript, "Time Values and Time Range"). */
const MAX_DATE_MS = 8.64e15;

/** One log event of a batch, as CloudWatch Logs writes it. */
export const LogEvent = z.object({
  id: z.string().check(z.regex(/^\w{1,128}$/)),
  /** Milliseconds since the epoch. */
  timestamp: z.int().check(z.nonnegative(), z.maximum(MAX_DATE_MS)),
  message: z.string(),
});
export type LogEvent = z.infer<typeof LogEvent>;

/** A batch, unpacked (CloudWatch Logs User Guide, "Subscription filters with AWS Lambda"). Its events are read one by one. */
export const LogBatch = z.object({
  messageType: z.string(),
  logEvents: z.array(z.unknown()),
});
export type LogBatch = z.infer<typeof LogBatch>;

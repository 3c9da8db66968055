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

/** One log event of a batch. */
export const LogEvent = z.object({
  id: z.string().check(z.regex(/^\w{1,128}$/)),
  /** Milliseconds since the epoch. */
  timestamp: z.int().check(z.nonnegative()),
  message: z.string(),
});
export type LogEvent = z.infer<typeof LogEvent>;

/** A batch, unpacked (CloudWatch Logs User Guide, "Subscription filters with AWS Lambda"). */
export const LogBatch = z.object({
  messageType: z.string(),
  logGroup: z.string(),
  logEvents: z.array(LogEvent),
});
export type LogBatch = z.infer<typeof LogBatch>;

import * as z from 'zod/mini';
import { jsonVariable, truthVariable } from '#adapters/environment.ts';
import { parseJson } from '#core/json/parse-json.ts';
import { DEFAULT_PIPELINE_ROLE_PATTERN } from '#core/maturity/trail-event.ts';

import { GivenOwnership } from '#core/ownership/inputs.ts';

const nullableText = z.nullish(z.string());
const text = z.string().check(z.minLength(1));
/** An empty variable is one that was not set: templates cannot leave them out. */
const optionalText = z.pipe(
  z.optional(z.string()),
  z.transform((value) => value || undefined),
);

/** What a schedule sends: `refresh` assesses and stores, `report` also mails. */
export const ScheduledEvent = z.object({ kind: z.enum(['refresh', 'report']) });

/** The part of API Gateway's REST proxy event that is read. */
export const ApiEvent = z.object({
  httpMethod: z.string(),
  /** The route, for example `/v1/maturity`. */
  resource: z.string(),
  body: nullableText,
  isBase64Encoded: z._default(z.boolean(), false),
  requestContext: z.object({
    authorizer: z.nullish(z.object({ tenant: nullableText })),
    identity: z.nullish(z.object({ userArn: nullableText })),
  }),
});

export type ApiEvent = z.infer<typeof ApiEvent>;

/** What the maturity function is called with. */
export const MaturityEvent = z.union([ScheduledEvent, ApiEvent]);

const pattern = text.check(
  z.refine((value) => {
    try {
      return Boolean(new RegExp(value, 'i'));
    } catch {
      return false;
    }
  }, 'is not a regular expression'),
);

const days = z.pipe(
  z.pipe(z.string().check(z.regex(/^\d{1,2}$/, 'is not a whole number')), z.transform(Number)),
  z.int().check(z.minimum(1), z.maximum(63)), // CloudWatch keeps five-minute datapoints for 63 days
);

const amount = z.pipe(
  z.pipe(z.string().check(z.regex(/^\d{1,10}(\.\d{1,6})?$/, 'is not an amount')), z.transform(Number)),
  z.number().check(z.positive()),
);

/** Environment of the maturity function. */
export const MaturityEnvironment = z.object({
  AWS_REGION: text,
  STAGE: text,
  TEAM: text,
  WINDOW_DAYS: z._default(days, 14),
  EVIDENCE_BUCKET: text,
  REPORT_TOPIC_ARN: text,
  HASH_SECRET_ARN: text,
  GATEWAY_LOG_GROUP: optionalText,
  FEEDBACK_LOG_GROUP: optionalText,
  GATEWAY_ROLE_ARN: optionalText,
  /** Goes in front of a report's key; without it the mail names the bucket. */
  REPORT_LINK_PREFIX: optionalText,
  /** Tenants that see what all tenants cost, as JSON. */
  COST_READERS: z._default(jsonVariable(z.array(z.string())), []),
  /** The stack's table of daily costs. */
  COSTS_TABLE_NAME: text,
  /** Whether costs are compared with the bill. */
  RECONCILE: truthVariable,
  /** Name of the file of prices beside the code. @default - only the built-in prices */
  PRICES_FILE: z.optional(text),
  LAMBDA_TASK_ROOT: z.optional(text),
  /** What people gave for the cost of ownership, as JSON. @default - nothing */
  OWNERSHIP: z.optional(z.pipe(z.pipe(z.string(), z.transform(parseJson)), GivenOwnership)),
  /** Without it the account's own budget for Bedrock counts. */
  MONTHLY_BUDGET_USD: z.optional(amount),
  /** Quotas that Service Quotas does not tell, by model id. */
  TOKENS_PER_MINUTE_QUOTAS: z._default(jsonVariable(z.record(z.string(), z.int().check(z.positive()))), {}),
  /** Role names that changes are deployed with. */
  PIPELINE_ROLE_PATTERN: z._default(pattern, DEFAULT_PIPELINE_ROLE_PATTERN),
});

import * as z from 'zod/mini';
import { integerVariable, jsonVariable, truthVariable } from '#adapters/environment.ts';
import { DataExport } from '#core/bill/export-manifest.ts';

const nullableText = z.nullish(z.string());
const text = z.string().check(z.minLength(1));
/** What the schedule sends. */
export const ScheduledEvent = z.object({ kind: z.literal('rollup') });

/** The part of API Gateway's REST proxy event that is read. */
export const CostApiEvent = z.object({
  httpMethod: z.string(),
  queryStringParameters: z.nullish(z.record(z.string(), z.optional(z.string()))),
  requestContext: z.object({
    authorizer: z.nullish(z.object({ tenant: nullableText })),
    identity: z.nullish(z.object({ userArn: nullableText })),
  }),
});
export type CostApiEvent = z.infer<typeof CostApiEvent>;

/** What the cost function is called with. */
export const CostEvent = z.union([ScheduledEvent, CostApiEvent]);

/** Environment of the cost function. */
export const CostEnvironment = z.object({
  AWS_REGION: text,
  STAGE: text,
  COSTS_TABLE_NAME: text,
  GATEWAY_LOG_GROUP: text,
  FEEDBACK_LOG_GROUP: text,
  RETENTION_DAYS: integerVariable(1),
  LOOK_BACK_DAYS: integerVariable(1),
  /** Tenants whose keys see the costs of all. */
  COST_READERS: jsonVariable(z.array(z.string())),
  RECONCILE: truthVariable,
  /** @default - no export is read */
  DATA_EXPORT: z.optional(jsonVariable(DataExport)),
  /** The stack's own: bills of an organisation have those of other accounts, too. */
  ACCOUNT_ID: text,
  /** Name of the file of prices beside the code. @default - only the built-in prices */
  PRICES_FILE: z.optional(text),
  /** Folder of the code; Lambda sets it. */
  LAMBDA_TASK_ROOT: z.optional(text),
  MAX_DIFFERENCE_PERCENT: integerVariable(1),
});
export type CostEnvironment = z.infer<typeof CostEnvironment>;

import * as z from 'zod/mini';
import { integerVariable, jsonVariable, truthVariable } from '#adapters/environment.ts';

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
  MAX_DIFFERENCE_PERCENT: integerVariable(1),
});

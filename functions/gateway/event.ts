import * as z from 'zod/mini';
import { integerVariable, jsonVariable } from '#adapters/environment.ts';

const nullableText = z.nullish(z.string());
/** Texts by name, checked in place: `z.record` would copy them, 4 KB of garbage a call. */
const texts = z.custom<Readonly<Record<string, string | undefined>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => text === undefined || typeof text === 'string'),
);

/** The part of API Gateway's REST proxy event that is read. */
export const GatewayEvent = z.object({
  resource: z.string(),
  httpMethod: z.string(),
  headers: z.nullish(texts),
  pathParameters: z.nullish(texts),
  body: nullableText,
  isBase64Encoded: z._default(z.boolean(), false),
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z.nullish(z.object({ tenant: nullableText, keyId: nullableText })),
    identity: z.nullish(z.object({ userArn: nullableText })),
  }),
});
export type GatewayEvent = z.infer<typeof GatewayEvent>;

const text = z.string().check(z.minLength(1));

/** Environment of the gateway function; set by the stack from its settings. */
export const GatewayEnvironment = z.object({
  AWS_REGION: text,
  STAGE: text,
  ALLOWED_MODELS: jsonVariable(z.array(text)),
  MODEL_ALIASES: jsonVariable(z.record(z.string(), z.array(text).check(z.minLength(1)))),
  GUARDRAIL_IDENTIFIER: z.optional(text),
  GUARDRAIL_VERSION: z.optional(text),
  CALL_TIMEOUT_MS: integerVariable(1),
  MAX_ATTEMPTS: integerVariable(1),
  MAX_REQUEST_BYTES: integerVariable(1),
  HASH_SECRET_ARN: text,
  /** Name of the file of prices beside the code. @default - only the built-in prices */
  PRICES_FILE: z.optional(text),
  /** Folder of the code; Lambda sets it. */
  LAMBDA_TASK_ROOT: z.optional(text),
});
export type GatewayEnvironment = z.infer<typeof GatewayEnvironment>;

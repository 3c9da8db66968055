import * as z from 'zod/mini';

/** The part of API Gateway's REQUEST authorizer event that is read. Host and path are left out on purpose: they decide nothing. */
export const AuthorizerEvent = z.object({
  methodArn: z.string(),
  headers: z.nullish(z.record(z.string(), z.optional(z.string()))),
});
export type AuthorizerEvent = z.infer<typeof AuthorizerEvent>;

/** Environment of the authorizer function. */
export const AuthorizerEnvironment = z.object({
  KEYS_TABLE_NAME: z.string().check(z.minLength(1)),
  HASH_SECRET_ARN: z.string().check(z.minLength(1)),
});

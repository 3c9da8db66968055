import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { InvocationFailure } from '../lambda/failure.ts';
import type { FunctionPool } from '../lambda/pool.ts';
import type { AuthorizerDefinition, RestApiDefinition } from './definition.ts';
import type { GatewayResponseType } from './gateway-response.ts';
import { evaluatePolicy, PolicyDocument } from './policy.ts';
import { type AuthorizerContext, methodArnOf, type RoutedRequest, toAuthorizerEvent } from './proxy-event.ts';
import { valuesOf } from './request-headers.ts';

/** Whether a request may go on. */
export type Authorization =
  | { readonly allowed: true; readonly context: AuthorizerContext | undefined }
  | { readonly allowed: false; readonly response: GatewayResponseType; readonly message?: string };

/** Decides over routed requests. */
export interface Authorizers {
  readonly authorize: (request: RoutedRequest) => Promise<Authorization>;
  /** Forgets every kept answer, as `FlushStageAuthorizersCache` does. */
  readonly flushCache: () => void;
}

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const AuthorizerAnswer = z.object({
  principalId: z.string().min(1),
  policyDocument: PolicyDocument,
  context: z.record(z.string(), Scalar).default({}),
});
type AuthorizerAnswer = z.infer<typeof AuthorizerAnswer>;

interface CacheEntry {
  readonly answer: AuthorizerAnswer;
  readonly expiresMs: number;
}

/** What authorisation needs. */
export interface AuthorizerOptions {
  readonly api: RestApiDefinition;
  readonly findFunction: (arn: string) => FunctionPool;
  readonly nowMs: () => number;
}

/** Calls the route's Lambda authorizer, or takes its cached answer, and evaluates the policy for the method. */
export function createAuthorizers({ api, findFunction, nowMs }: AuthorizerOptions): Authorizers {
  const cache = new Map<string, CacheEntry>();
  const pending = new Map<string, Promise<AuthorizerAnswer>>();

  async function ask(authorizer: AuthorizerDefinition, request: RoutedRequest): Promise<AuthorizerAnswer> {
    const pool = findFunction(authorizer.functionArn);
    const { traceHeader } = request;
    return AuthorizerAnswer.parse(await json(pool.invoke(toAuthorizerEvent(api, request), { traceHeader })));
  }

  /** Requests with the same identity at the same time share one call. */
  async function answerFor(authorizer: AuthorizerDefinition, identity: string, request: RoutedRequest) {
    const cacheKey = `${authorizer.logicalId}\n${identity}`;
    const cached = cache.get(cacheKey);
    if (cached && cached.expiresMs > nowMs()) return cached.answer;
    const asked = pending.get(cacheKey) ?? ask(authorizer, request);
    pending.set(cacheKey, asked);
    const answer = await asked.finally(() => pending.delete(cacheKey));
    if (authorizer.cacheSeconds > 0)
      cache.set(cacheKey, { answer, expiresMs: nowMs() + authorizer.cacheSeconds * 1000 });
    return answer;
  }

  const authorize = async (request: RoutedRequest): Promise<Authorization> => {
    const { authorizer } = request.match.route;
    if (!authorizer) return { allowed: true, context: undefined };
    const identity = identityOf(authorizer, request);
    if (identity === undefined) return { allowed: false, response: 'UNAUTHORIZED' };
    try {
      const answer = await answerFor(authorizer, identity, request);
      return judge(answer, methodArnOf(api, request));
    } catch (error) {
      return { allowed: false, response: failureResponse(error) };
    }
  };
  return { authorize, flushCache: () => cache.clear() };
}

/** All values of all identity sources; `undefined` when one is missing or empty, and the authorizer is not asked. */
function identityOf(
  { identityHeaders }: AuthorizerDefinition,
  { headers }: RoutedRequest,
): string | undefined {
  const values = identityHeaders.map((name) => valuesOf(headers, name));
  if (values.some((list) => list.length === 0 || list.includes(''))) return undefined;
  return JSON.stringify(values);
}

function judge({ principalId, policyDocument, context }: AuthorizerAnswer, methodArn: string): Authorization {
  const verdict = evaluatePolicy(policyDocument, methodArn);
  if (verdict === 'allow') return { allowed: true, context: { ...context, principalId } };
  return {
    allowed: false,
    response: 'ACCESS_DENIED',
    ...(verdict === 'explicit-deny' && {
      message: 'User is not authorized to access this resource with an explicit deny',
    }),
  };
}

/** `Unauthorized` is the word a function throws for 401; an answer of the wrong shape is a configuration error. */
function failureResponse(error: unknown): GatewayResponseType {
  if (!(error instanceof InvocationFailure)) return 'AUTHORIZER_CONFIGURATION_ERROR';
  return error.kind === 'function-error' && error.errorMessage === 'Unauthorized'
    ? 'UNAUTHORIZED'
    : 'AUTHORIZER_FAILURE';
}

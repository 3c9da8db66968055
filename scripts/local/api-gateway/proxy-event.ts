import type { RestApiDefinition } from './definition.ts';
import type { RequestHeaders } from './request-headers.ts';
import { valuesOf } from './request-headers.ts';
import type { RouteMatch } from './router.ts';

/** Everything known about one request after routing. */
export interface RoutedRequest {
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly receivedMs: number;
  readonly method: string;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly rawPath: string;
  readonly headers: RequestHeaders;
  readonly query: readonly (readonly [string, string])[];
  readonly traceHeader: string;
  readonly match: RouteMatch;
}

/** What an authorizer added to a request. */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** Path after the stage, as the caller wrote it. */
function pathWithoutStage({ rawPath, match }: RoutedRequest): string {
  if (!match.hasStagePrefix) return rawPath;
  return match.segments.length === 0 ? '/' : rawPath.slice(rawPath.indexOf('/', 1));
}

/** API Gateway's REST proxy event, body as base64 because every media type is binary. */
export function toProxyEvent(
  api: RestApiDefinition,
  request: RoutedRequest,
  { body, authorizer }: { readonly body: Buffer; readonly authorizer: AuthorizerContext | undefined },
) {
  return {
    ...toRequestPart(api, request, authorizer),
    body: body.byteLength === 0 ? null : body.toString('base64'),
    isBase64Encoded: body.byteLength > 0,
  };
}

/** The event a REQUEST authorizer gets: the same without a body. */
export function toAuthorizerEvent(api: RestApiDefinition, request: RoutedRequest) {
  return { type: 'REQUEST', methodArn: methodArnOf(api, request), ...toRequestPart(api, request, undefined) };
}

/** ARN of the method a request calls, with its actual path. */
export function methodArnOf(
  { region, accountId, apiId, stageName }: RestApiDefinition,
  request: RoutedRequest,
): string {
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stageName}/${request.method}${pathWithoutStage(request)}`;
}

function toRequestPart(
  api: RestApiDefinition,
  request: RoutedRequest,
  authorizer: AuthorizerContext | undefined,
) {
  const { match, headers, query } = request;
  return {
    resource: match.route.resourcePath,
    path: pathWithoutStage(request),
    httpMethod: request.method,
    ...groupHeaders([...headers, ...addedHeaders(request)]),
    queryStringParameters: orNull(Object.fromEntries(query)),
    multiValueQueryStringParameters: orNull(group(query)),
    pathParameters: orNull(match.pathParameters),
    stageVariables: orNull(api.stageVariables),
    requestContext: toRequestContext(api, request, authorizer),
  };
}

function toRequestContext(
  api: RestApiDefinition,
  request: RoutedRequest,
  authorizer: AuthorizerContext | undefined,
) {
  const { match, headers } = request;
  return {
    accountId: api.accountId,
    apiId: api.apiId,
    ...(authorizer && { authorizer }),
    domainName: `${api.apiId}.execute-api.${api.region}.amazonaws.com`,
    domainPrefix: api.apiId,
    extendedRequestId: request.extendedRequestId,
    httpMethod: request.method,
    identity: { sourceIp: request.sourceIp, userAgent: valuesOf(headers, 'user-agent').at(-1) ?? null },
    path: `/${api.stageName}${pathWithoutStage(request)}`,
    protocol: request.protocol,
    requestId: request.requestId,
    requestTime: formatRequestTime(request.receivedMs),
    requestTimeEpoch: request.receivedMs,
    resourceId: match.route.resourceId,
    resourcePath: match.route.resourcePath,
    stage: api.stageName,
  };
}

/** Headers API Gateway adds for the function. */
function addedHeaders({ sourceIp, traceHeader }: RoutedRequest): RequestHeaders {
  return [
    ['X-Amzn-Trace-Id', traceHeader],
    ['X-Forwarded-For', sourceIp],
    ['X-Forwarded-Proto', 'http'],
  ];
}

/** `headers` holds the last value of each name, `multiValueHeaders` all; names that differ only in case are one. */
function groupHeaders(headers: RequestHeaders) {
  const names = new Map<string, string>();
  const renamed = headers.map(([name, value]) => {
    const first = names.get(name.toLowerCase()) ?? name;
    names.set(name.toLowerCase(), first);
    return [first, value] as const;
  });
  return { headers: Object.fromEntries(renamed), multiValueHeaders: group(renamed) };
}

function group(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of entries) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

function orNull<Values extends object>(values: Values): Values | null {
  return Object.keys(values).length === 0 ? null : values;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Common Log Format, UTC: `21/Nov/2026:07:00:45 +0000`. */
export function formatRequestTime(timeMs: number): string {
  const iso = new Date(timeMs).toISOString();
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${iso.slice(11, 19)} +0000`;
}

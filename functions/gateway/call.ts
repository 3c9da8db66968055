import { type Candidate, resolveCandidates } from '#core/bedrock/candidates.ts';
import { observeConverseRequest, type RequestObservation } from '#core/bedrock/converse.ts';
import {
  attachToConverse,
  attachToInvoke,
  isGuardrailReference,
} from '#core/bedrock/guardrail-attachment.ts';
import { observeInvokeRequest } from '#core/bedrock/invoke-request.ts';
import { isEmbeddingModel } from '#core/bedrock/model-id.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { toLabel } from '#core/invocation/label.ts';
import { type CallLabels, readLabels } from '#core/invocation/labels.ts';
import type { Operation } from '#core/invocation/record.ts';
import { tenantOfCaller } from '#core/keys/caller.ts';
import type { GatewayEvent } from './event.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { GatewaySettings } from './settings.ts';

/** What is known of a call before it is allowed: enough to record its refusal. */
export interface CallFacts {
  readonly operation: Operation;
  readonly gatewayRequestId: string;
  readonly traceId?: string | undefined;
  readonly tenant: string;
  readonly requestedModel: string;
  readonly labels: CallLabels;
  readonly request: RequestObservation;
}

/** A call that may go to Bedrock. */
export interface Call extends CallFacts {
  readonly candidates: readonly [Candidate, ...Candidate[]];
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Headers that are forwarded, lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes that are forwarded: the caller's own, with the stack's guardrail put in where it applies. */
  readonly body: Buffer;
  /** The parsed copy of the caller's body; `undefined` when it is not JSON. */
  readonly bodyJson: unknown;
  /** Whether the gateway attached the guardrail, and with it asked for a trace the caller did not ask for. */
  readonly guardrail?:
    | { readonly identifier: string; readonly version: string; readonly origin: 'stack' | 'caller' }
    | undefined;
  readonly hidesTrace: boolean;
}

/** A call, or why it is none. */
export type CallResult =
  | { readonly status: 'call'; readonly call: Call }
  | { readonly status: 'refused'; readonly facts: CallFacts; readonly refusal: Refusal };

const NOTHING_OBSERVED: RequestObservation = { wantsTrace: false, metadata: new Map(), toolErrors: 0 };

/** Longest model text kept in a record. */
const MAX_RECORDED_MODEL_LENGTH = 256;

/** Reads a call out of an API Gateway event and decides whether it may go on. */
export function readCall(event: GatewayEvent, operation: Operation, settings: GatewaySettings): CallResult {
  const headers = lowerCased(event.headers ?? {});
  const pathParameters = decoded(event.pathParameters ?? {});
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const { authorizer, identity } = event.requestContext;
  const tenant = tenantOfCaller({ tenant: authorizer?.tenant, userArn: identity?.userArn });
  const early: CallFacts = {
    operation,
    gatewayRequestId: event.requestContext.requestId,
    traceId: traceIdOf(headers['x-amzn-trace-id']),
    tenant: tenant ?? 'unknown',
    requestedModel: toLabel(pathParameters.modelId, MAX_RECORDED_MODEL_LENGTH) ?? 'none',
    labels: readLabels(headers, new Map()),
    request: NOTHING_OBSERVED,
  };
  const refused = (facts: CallFacts, reason: Refusal): CallResult => ({
    status: 'refused',
    facts,
    refusal: reason,
  });

  if (tenant === undefined)
    return refused(early, refusal('AccessDeniedException', 'The call carries no verified identity.'));
  if (body.byteLength > settings.maxRequestBytes)
    return refused(early, tooLarge(body.byteLength, settings.maxRequestBytes));
  const bodyJson = parseJson(body);
  if (!isReadable(operation, bodyJson))
    return refused(early, refusal('ValidationException', 'The request body must be a JSON object.'));

  const request = observeRequest(operation, bodyJson, headers);
  const facts = { ...early, request, labels: readLabels(headers, request.metadata) };
  const resolved = candidatesOf(operation, pathParameters, settings);
  if ('errorType' in resolved) return refused(facts, resolved);
  return {
    status: 'call',
    call: withGuardrail(
      { ...facts, ...resolved, pathParameters, headers: forwarded(headers), body, bodyJson },
      settings,
    ),
  };
}

/** `Root` of X-Ray's header (`Root=1-…;Parent=…;Sampled=1`), which is the trace's id. */
function traceIdOf(header: string | undefined): string | undefined {
  return toLabel(header === undefined ? undefined : (/Root=([^;]+)/.exec(header)?.[1] ?? header));
}

function tooLarge(bytes: number, limit: number): Refusal {
  return refusal(
    'ValidationException',
    `The request body has ${bytes} bytes; this gateway accepts ${limit}. Send less, or raise the setting maxRequestBytes.`,
    413,
  );
}

/** Converse and ApplyGuardrail take JSON objects; InvokeModel takes what the model's provider takes, as JSON. */
function isReadable(operation: Operation, bodyJson: unknown): boolean {
  if (bodyJson === undefined) return false;
  const needsObject = OPERATION_DEFINITIONS[operation].family !== 'invoke';
  return !needsObject || (typeof bodyJson === 'object' && bodyJson !== null && !Array.isArray(bodyJson));
}

function observeRequest(
  operation: Operation,
  bodyJson: unknown,
  headers: Readonly<Record<string, string>>,
): RequestObservation {
  const readers = {
    converse: () => observeConverseRequest(bodyJson),
    invoke: () => observeInvokeRequest(bodyJson, headers),
    guardrail: () => NOTHING_OBSERVED,
  };
  return readers[OPERATION_DEFINITIONS[operation].family]();
}

/** ApplyGuardrail calls no model; its one candidate carries the guardrail through the same path. */
function candidatesOf(
  operation: Operation,
  pathParameters: Readonly<Record<string, string>>,
  { models }: GatewaySettings,
): Refusal | { readonly candidates: readonly [Candidate, ...Candidate[]] } {
  if (OPERATION_DEFINITIONS[operation].family === 'guardrail') {
    const { guardrailIdentifier: identifier = '', guardrailVersion: version = '' } = pathParameters;
    return isGuardrailReference({ identifier, version })
      ? { candidates: [{ modelId: identifier, baseModel: 'none' }] }
      : refusal('ValidationException', 'The provided guardrail identifier or version is invalid.');
  }
  const result = resolveCandidates(pathParameters.modelId ?? '', operation, models);
  if (result.status === 'allowed') return { candidates: result.candidates };
  if (result.status === 'malformed')
    return refusal('ValidationException', 'The provided model identifier is invalid.');
  const listed = [...Object.keys(models.aliases), ...models.allowed].join(', ');
  return refusal(
    'AccessDeniedException',
    `The model is not allowed by this gateway. Allowed: ${listed}. Add it to the setting models to allow it.`,
  );
}

type UnguardedCall = Omit<Call, 'guardrail' | 'hidesTrace'>;

function withGuardrail(call: UnguardedCall, { guardrail }: GatewaySettings): Call {
  const { request } = call;
  const { family } = OPERATION_DEFINITIONS[call.operation];
  if (family === 'guardrail')
    return { ...call, guardrail: pathGuardrail(call.pathParameters), hidesTrace: false };
  if (request.guardrail)
    return { ...call, guardrail: { ...request.guardrail, origin: 'caller' }, hidesTrace: false };
  if (!guardrail || isEmbeddingModel(call.candidates[0].baseModel)) return { ...call, hidesTrace: false };
  const attached = {
    ...call,
    guardrail: { ...guardrail, origin: 'stack' as const },
    hidesTrace: !request.wantsTrace,
  };
  if (family === 'invoke') return { ...attached, headers: attachToInvoke(call.headers, guardrail) };
  return {
    ...attached,
    body: Buffer.from(attachToConverse(call.body.toString('utf8'), call.bodyJson, guardrail)),
  };
}

function pathGuardrail({
  guardrailIdentifier,
  guardrailVersion,
}: Readonly<Record<string, string>>): Call['guardrail'] {
  return {
    identifier: toLabel(guardrailIdentifier, MAX_RECORDED_MODEL_LENGTH) ?? 'unknown',
    version: toLabel(guardrailVersion) ?? 'unknown',
    origin: 'caller',
  };
}

const FORWARDED_HEADERS: ReadonlySet<string> = new Set(['content-type', 'accept']);
/** Bedrock's own request headers, including ones newer than this code. */
const FORWARDED_PREFIX = 'x-amzn-bedrock-';

function forwarded(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => FORWARDED_HEADERS.has(name) || name.startsWith(FORWARDED_PREFIX),
    ),
  );
}

function lowerCased(headers: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), value]],
    ),
  );
}

/** API Gateway may or may not have decoded path parameters (not verified); no identifier holds a literal `%`. */
function decoded(parameters: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, decode(value)]],
    ),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // refused later as an identifier that is not one
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

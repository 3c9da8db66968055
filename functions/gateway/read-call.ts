import { NOTHING_OBSERVED, type RequestObservation } from '#core/bedrock/converse.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { toLabel } from '#core/invocation/label.ts';
import { readLabels } from '#core/invocation/labels.ts';
import type { Operation } from '#core/invocation/record.ts';
import { tenantOfCaller } from '#core/keys/caller.ts';
import { bodyOf, parseJsonBody } from './body.ts';
import { type CallFacts, type CallResult, MAX_RECORDED_IDENTIFIER_LENGTH } from './call.ts';
import { withGuardrail } from './call-guardrail.ts';
import { forwarded, lowerCased, traceIdOf } from './call-headers.ts';
import { readerOf } from './call-reader.ts';
import { targetOf } from './call-target.ts';
import type { GatewayEvent } from './event.ts';
import { decoded } from './path-parameters.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { GatewaySettings } from './settings.ts';

/** A call as it came, taken apart. */
interface RawCall {
  readonly tenant: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Attempt and limit of an AWS SDK's own retries (AWS SDKs and Tools Reference Guide, "Retry behavior"). */
const AWS_SDK_HEADER = 'amz-sdk-request';

/**
 * Reads a call out of an API Gateway event and decides whether it may go on.
 *
 * @param metadata the caller's labels, where the body has no place for all of them. @default - those of the body
 */
export async function readCall(
  event: GatewayEvent,
  operation: Operation,
  settings: GatewaySettings,
  metadata?: ReadonlyMap<string, string>,
): Promise<CallResult> {
  const raw = takeApart(event);
  const { headers, pathParameters, body } = raw;
  const factsWith = (request: RequestObservation) => toFacts(event, operation, raw, request);
  const unreadable = refuseUnread(raw, settings);
  if (unreadable) return refused(factsWith(NOTHING_OBSERVED), unreadable);
  const bodyJson = parseJsonBody(body);
  if (!isReadable(operation, bodyJson))
    return refused(
      factsWith(NOTHING_OBSERVED),
      refusal('ValidationException', 'The request body must be a JSON object.'),
    );
  const reader = await readerOf(operation);
  const request = reader.observeRequest(bodyJson, headers);
  const facts = factsWith(metadata ? { ...request, metadata } : request);
  const target = targetOf(operation, pathParameters, settings);
  if ('errorType' in target) return refused(facts, target);
  const unguarded = {
    ...facts,
    ...target,
    reader,
    pathParameters,
    headers: forwarded(headers),
    body,
    bodyJson,
  };
  const call = withGuardrail(unguarded, settings);
  return 'errorType' in call ? refused(facts, call) : { status: 'call', call };
}

/** A call that was refused before its body could be read as Bedrock's. */
export function refuseCall(event: GatewayEvent, operation: Operation, reason: Refusal): CallResult {
  return refused(toFacts(event, operation, takeApart(event), NOTHING_OBSERVED), reason);
}

const refused = (facts: CallFacts, reason: Refusal): CallResult => ({
  status: 'refused',
  facts,
  refusal: reason,
});

function takeApart(event: GatewayEvent): RawCall {
  const { headers, pathParameters, requestContext } = event;
  const { authorizer, identity } = requestContext;
  return {
    tenant: tenantOfCaller({ tenant: authorizer?.tenant, userArn: identity?.userArn }),
    headers: lowerCased(headers ?? {}),
    pathParameters: decoded(pathParameters ?? {}),
    body: bodyOf(event),
  };
}

function toFacts(
  event: GatewayEvent,
  operation: Operation,
  { tenant = 'unknown', headers, pathParameters }: RawCall,
  request: RequestObservation,
): CallFacts {
  return {
    operation,
    route: event.resource,
    gatewayRequestId: event.requestContext.requestId,
    traceId: traceIdOf(headers),
    tenant,
    key: keyOf(event),
    isFromAwsSdk: AWS_SDK_HEADER in headers,
    requestedModel: toLabel(pathParameters.modelId, MAX_RECORDED_IDENTIFIER_LENGTH) ?? 'none',
    labels: readLabels(headers, request.metadata),
    request,
  };
}

function keyOf({ requestContext: { authorizer } }: GatewayEvent): CallFacts['key'] {
  const { keyId, caps } = authorizer ?? {};
  return keyId ? { keyId, caps: caps ?? {} } : undefined;
}

function refuseUnread({ tenant, body }: RawCall, { maxRequestBytes }: GatewaySettings): Refusal | undefined {
  if (tenant === undefined) return refusal('AccessDeniedException', 'The call carries no verified identity.');
  if (body.byteLength <= maxRequestBytes) return undefined;
  return refusal(
    'ValidationException',
    `The request body has ${body.byteLength} bytes; this gateway accepts ${maxRequestBytes}. Send less, or raise the setting maxRequestBytes.`,
    413,
  );
}

/** Converse and ApplyGuardrail take JSON objects; InvokeModel takes what the model's provider takes, as JSON. */
function isReadable(operation: Operation, bodyJson: unknown): boolean {
  if (bodyJson === undefined) return false;
  const needsObject = OPERATION_DEFINITIONS[operation].family !== 'invoke';
  return !needsObject || (typeof bodyJson === 'object' && bodyJson !== null && !Array.isArray(bodyJson));
}

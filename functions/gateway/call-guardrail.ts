import {
  attachToConverse,
  attachToInvoke,
  type GuardrailReference,
  isSameGuardrail,
} from '#core/bedrock/guardrail-attachment.ts';
import { isEmbeddingModel } from '#core/bedrock/model-id.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { toLabel } from '#core/invocation/label.ts';
import { type Call, MAX_RECORDED_IDENTIFIER_LENGTH, type UnguardedCall } from './call.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { GatewaySettings } from './settings.ts';

/** The call with its guardrail: the one the caller names, else the stack's. Refuses what would sidestep the stack's. */
export function withGuardrail(call: UnguardedCall, { guardrail: own }: GatewaySettings): Call | Refusal {
  const named = namedGuardrail(call);
  if (named && own && isOtherVersion(named, own)) return onlyVersion(own);
  if (named) return { ...call, guardrail: { ...named, origin: 'caller' }, hidesTrace: false };
  return own && !isEmbeddingModel(call.candidates[0].baseModel)
    ? attach(call, own)
    : { ...call, hidesTrace: false };
}

/** ApplyGuardrail names its guardrail in the path; the others may name one in body or headers. */
function namedGuardrail({
  operation,
  request,
  pathParameters,
}: UnguardedCall): GuardrailReference | undefined {
  if (OPERATION_DEFINITIONS[operation].family !== 'guardrail') return request.guardrail;
  const { guardrailIdentifier, guardrailVersion } = pathParameters;
  return {
    identifier: toLabel(guardrailIdentifier, MAX_RECORDED_IDENTIFIER_LENGTH) ?? 'unknown',
    version: toLabel(guardrailVersion) ?? 'unknown',
  };
}

/** IAM grants a guardrail in all its versions, so a draft or an older policy has to be refused here. */
function isOtherVersion(named: GuardrailReference, own: GuardrailReference): boolean {
  return isSameGuardrail(named, own) && named.version !== own.version;
}

function onlyVersion({ identifier, version }: GuardrailReference): Refusal {
  return refusal(
    'AccessDeniedException',
    `Guardrail ${identifier} may be used in version ${version} only. Name that version; calls of a model that name no guardrail get it by themselves.`,
  );
}

function attach(call: UnguardedCall, own: GuardrailReference): Call {
  const isInvoke = OPERATION_DEFINITIONS[call.operation].family === 'invoke';
  return {
    ...call,
    headers: isInvoke ? attachToInvoke(call.headers, own) : call.headers,
    body: isInvoke
      ? call.body
      : Buffer.from(attachToConverse(call.body.toString('utf8'), call.bodyJson, own)),
    guardrail: { identifier: own.identifier, version: own.version, origin: 'stack' },
    hidesTrace: !call.request.wantsTrace,
  };
}

import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { insertMember, removeMember } from '../json/members.ts';
import { isTraceOn } from './converse.ts';

/** A guardrail and its pinned version. */
export interface GuardrailReference {
  readonly identifier: string;
  readonly version: string;
}

/** Forms of Bedrock's guardrail identifiers (id, ARN) and versions, loosely: the rest is Bedrock's to refuse. */
const IDENTIFIER_PATTERN = /^[A-Za-z0-9][A-Za-z0-9:/_-]{0,2047}$/;
const VERSION_PATTERN = /^[A-Za-z0-9]{1,16}$/;

/** Whether both can stand in a path: neither is empty nor leads elsewhere. */
export function isGuardrailReference({ identifier, version }: GuardrailReference): boolean {
  return IDENTIFIER_PATTERN.test(identifier) && VERSION_PATTERN.test(version);
}

/** Whether two references name one guardrail, by id or ARN (which ends in the id), whatever their versions. */
export function isSameGuardrail(left: GuardrailReference, right: GuardrailReference): boolean {
  return guardrailId(left) === guardrailId(right);
}

/** Ids are lower-case; whether Bedrock minds is not verified, so case does not make another guardrail of it. */
const guardrailId = ({ identifier }: GuardrailReference): string =>
  identifier.slice(identifier.lastIndexOf('/') + 1).toLowerCase();

const Body = z.object({ guardrailConfig: z.nullish(JsonObject) });

/**
 * Puts the guardrail into a Converse body and asks for its trace. What the caller wrote of `guardrailConfig` without
 * an identifier is kept as far as it does not name one; a second `guardrailConfig` later in the text cannot undo it.
 */
export function attachToConverse(bodyText: string, body: unknown, guardrail: GuardrailReference): string {
  const callerConfig = writableOrEmpty(z.safeParse(Body, body).data?.guardrailConfig ?? {});
  return insertMember(removeMember(bodyText, ['guardrailConfig']), 'guardrailConfig', {
    ...callerConfig,
    guardrailIdentifier: guardrail.identifier,
    guardrailVersion: guardrail.version,
    trace: isTraceOn(callerConfig.trace) ? callerConfig.trace : 'enabled',
  });
}

/** A configuration nested too deep to be written says nothing Bedrock knows; the guardrail is attached all the same. */
function writableOrEmpty(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    return JSON.stringify(config) ? config : {};
  } catch {
    return {};
  }
}

/** The same for InvokeModel, whose guardrail is named by headers. */
export function attachToInvoke(
  headers: Readonly<Record<string, string>>,
  guardrail: GuardrailReference,
): Readonly<Record<string, string>> {
  const callerTrace = headers['x-amzn-bedrock-trace'];
  return {
    ...headers,
    'x-amzn-bedrock-guardrailidentifier': guardrail.identifier,
    'x-amzn-bedrock-guardrailversion': guardrail.version,
    'x-amzn-bedrock-trace': isTraceOn(callerTrace) ? (callerTrace ?? 'ENABLED') : 'ENABLED',
  };
}

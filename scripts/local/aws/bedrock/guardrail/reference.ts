import { ServiceError } from '../../wire.ts';
import type { GuardrailReference } from './assess.ts';
import { UNKNOWN_GUARDRAIL } from './known.ts';

// Patterns of the API's model.
const IDENTIFIER =
  /^(?:[a-z0-9]+|arn:aws(?:-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail\/[a-z0-9]+)$/;
const VERSION = /^(?:[1-9][0-9]{0,7}|DRAFT)$/;

/** Checks what a caller wrote as a guardrail, or throws Bedrock's validation error. */
export function toGuardrail(identifier: string, version: string): GuardrailReference {
  if (!IDENTIFIER.test(identifier) || !VERSION.test(version))
    throw new ServiceError('ValidationException', UNKNOWN_GUARDRAIL);
  return { identifier, version };
}

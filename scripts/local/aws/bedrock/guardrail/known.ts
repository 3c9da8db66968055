import type { GuardrailSetup } from '../../bedrock-control/guardrails.ts';
import { type GuardrailReference, guardrailIdOf } from './assess.ts';

/** Tells whether the account has a guardrail in a version. */
export type KnowsGuardrail = (reference: GuardrailReference) => boolean;

/** What AWS says of a guardrail, or of a version, that the account does not have. */
export const UNKNOWN_GUARDRAIL =
  'The guardrail identifier or version provided in the request does not exist.';

/**
 * Knows the account's guardrails, by id or ARN; an account that says nothing about them has every one. Of an ARN only
 * the id counts: a guardrail that the settings name is in the account that the stack is meant for, not in the local one.
 */
export function createKnowsGuardrail(guardrails: readonly GuardrailSetup[] | undefined): KnowsGuardrail {
  if (!guardrails) return () => true;
  return ({ identifier, version }) => {
    const id = guardrailIdOf(identifier);
    const guardrail = guardrails.find((candidate) => candidate.id === id);
    if (!guardrail) return false;
    return version === 'DRAFT' || Number(version) <= (guardrail.versions ?? []).length;
  };
}

import type { GuardrailPolicies, GuardrailSetup } from '../../bedrock-control/guardrails.ts';
import { type GuardrailReference, guardrailIdOf } from './assess.ts';

/** The guardrail with its policies; `undefined` when the account does not have it, or not in that version. */
export type FindGuardrail = <Reference extends GuardrailReference>(
  reference: Reference,
) => Reference | undefined;

/** What AWS says of a guardrail, or of a version, that the account does not have. */
export const UNKNOWN_GUARDRAIL =
  'The guardrail identifier or version provided in the request does not exist.';

/**
 * Finds the account's guardrails, by id or ARN; an account that says nothing about them has every one. Of an ARN only
 * the id counts: a guardrail that the settings name is in the account that the stack is meant for, not in the local one.
 */
export function createFindGuardrail(guardrails: readonly GuardrailSetup[] | undefined): FindGuardrail {
  if (!guardrails) return (reference) => reference;
  return (reference) => {
    const { identifier, version } = reference;
    const id = guardrailIdOf(identifier);
    const guardrail = guardrails.find((candidate) => candidate.id === id);
    const policies = version === 'DRAFT' ? guardrail?.draft : guardrail?.versions?.[Number(version) - 1];
    return policies && { ...reference, policies: namesOf(policies) };
  };
}

/** AWS has no guardrail without a policy: where none is told, they are not known, and every one counts. */
function namesOf(policies: GuardrailPolicies): ReadonlySet<string> | undefined {
  const names = Object.entries(policies).flatMap(([name, policy]) => (policy === undefined ? [] : [name]));
  return names.length > 0 ? new Set(names) : undefined;
}

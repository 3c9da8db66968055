import type { Operation } from '../invocation/record.ts';
import { accountOfArn } from './arn.ts';
import { parseModelId } from './model-id.ts';
import { OPERATION_DEFINITIONS } from './operation.ts';

/** What the settings allow. */
export interface ModelPolicy {
  /** Model ids, profile ids and ARNs as written in the settings. */
  readonly allowed: readonly string[];
  /** Alias to models in the order they are tried. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /**
   * Account the models are called from.
   * @default - not known: any account in an ARN is taken for it
   */
  readonly accountId?: string | undefined;
}

/** A model that may be called, as Bedrock is asked and as it is recorded. */
export interface Candidate {
  readonly modelId: string;
  readonly baseModel: string;
}

/** Models to try in order, or why there is none. */
export type CandidateResult =
  | { readonly status: 'allowed'; readonly candidates: readonly [Candidate, ...Candidate[]] }
  | { readonly status: 'malformed' }
  | { readonly status: 'not_allowed' };

/**
 * Resolves the model a caller asked for. A foundation-model or profile ARN stands for the id it ends in, unless it is
 * of another account; opaque ARNs must be listed as they are. InvokeModel bodies belong to one provider, so its fallbacks stay with it.
 */
export function resolveCandidates(
  requested: string,
  operation: Operation,
  policy: ModelPolicy,
): CandidateResult {
  const members = Object.hasOwn(policy.aliases, requested) ? policy.aliases[requested] : undefined;
  if (!members && !parseModelId(requested)) return { status: 'malformed' };
  if (!members && !isAllowed(requested, policy)) return { status: 'not_allowed' };
  const [first, ...others] = (members ?? [requested]).map(toCandidate);
  if (!first) return { status: 'not_allowed' };
  const fits = OPERATION_DEFINITIONS[operation].family === 'invoke' ? sameProvider(first) : () => true;
  return { status: 'allowed', candidates: [first, ...others.filter(fits)] };
}

function isAllowed(requested: string, { allowed, accountId }: ModelPolicy): boolean {
  if (allowed.includes(requested)) return true;
  const resourceId = nameable(requested, accountId);
  return resourceId !== undefined && allowed.some((entry) => nameable(entry, accountId) === resourceId);
}

/** The id that a foundation model or system profile has in and outside its ARN. */
function nameable(text: string, accountId: string | undefined): string | undefined {
  const id = parseModelId(text);
  const isNameable = id?.kind === 'foundation-model' || id?.kind === 'inference-profile';
  return isNameable && !isForeign(text, accountId) ? id.resourceId : undefined;
}

/** Whether an ARN is of another account than ours: its profile may route elsewhere than the one of that name here. */
function isForeign(text: string, accountId: string | undefined): boolean {
  const account = accountOfArn(text);
  return account !== undefined && accountId !== undefined && account !== accountId;
}

function toCandidate(modelId: string): Candidate {
  return { modelId, baseModel: parseModelId(modelId)?.baseModel ?? modelId };
}

const providerOf = ({ baseModel }: Candidate): string => baseModel.split('.', 1)[0] ?? baseModel;
const sameProvider =
  (first: Candidate) =>
  (other: Candidate): boolean =>
    providerOf(other) === providerOf(first);

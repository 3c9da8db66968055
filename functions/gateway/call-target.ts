import { type Candidate, resolveCandidates } from '#core/bedrock/candidates.ts';
import { isGuardrailReference } from '#core/bedrock/guardrail-attachment.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import type { Operation } from '#core/invocation/record.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { GatewaySettings } from './settings.ts';

/** What a call asks, in the order it is tried. */
export interface Target {
  readonly candidates: readonly [Candidate, ...Candidate[]];
}

type PathParameters = Readonly<Record<string, string>>;

/** The models that the path names, or why they may not be called. */
export function targetOf(
  operation: Operation,
  pathParameters: PathParameters,
  { models }: GatewaySettings,
): Refusal | Target {
  if (OPERATION_DEFINITIONS[operation].family === 'guardrail') return guardrailTarget(pathParameters);
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

/** ApplyGuardrail calls no model; its one candidate carries the guardrail through the same path. */
function guardrailTarget({
  guardrailIdentifier: identifier = '',
  guardrailVersion: version = '',
}: PathParameters): Refusal | Target {
  return isGuardrailReference({ identifier, version })
    ? { candidates: [{ modelId: identifier, baseModel: 'none' }] }
    : refusal('ValidationException', 'The provided guardrail identifier or version is invalid.');
}

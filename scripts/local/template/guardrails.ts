import * as z from 'zod';
import type { GuardrailPolicies, GuardrailSetup } from '../aws/bedrock-control/guardrails.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { ResourceReader } from './resources.ts';

const GuardrailProperties = z.object({
  Name: z.string(),
  KmsKeyArn: z.string().optional(),
  TopicPolicyConfig: z.unknown().optional(),
  ContentPolicyConfig: z.unknown().optional(),
  WordPolicyConfig: z.unknown().optional(),
  SensitiveInformationPolicyConfig: z.unknown().optional(),
  ContextualGroundingPolicyConfig: z.unknown().optional(),
});
const VersionProperties = z.object({ GuardrailIdentifier: z.string() });
const GuardrailVariables = z.object({
  GUARDRAIL_IDENTIFIER: z.string(),
  GUARDRAIL_VERSION: z.coerce.number().int().positive(),
});
const Policies = z.custom<GuardrailPolicies>((value) => typeof value === 'object' && value !== null);

/** The guardrails that the stack makes, and those of the account that its functions name. */
export function readGuardrails(
  reader: ResourceReader,
  functions: readonly FunctionDefinition[],
): readonly GuardrailSetup[] {
  const own = readOwnGuardrails(reader);
  const isOwn = ({ id }: GuardrailSetup) => own.some((guardrail) => guardrail.id === id);
  return [...own, ...functions.flatMap(namedGuardrail).filter((named) => !isOwn(named))];
}

function readOwnGuardrails(reader: ResourceReader): readonly GuardrailSetup[] {
  const versions = reader.all('AWS::Bedrock::GuardrailVersion', VersionProperties);
  return reader.all('AWS::Bedrock::Guardrail', GuardrailProperties).map(({ logicalId, properties }) => {
    const { Name: name, KmsKeyArn: kmsKeyArn, ...policies } = properties;
    const { ref, attributes } = reader.physicalIdOf(logicalId);
    const id = attributes.GuardrailId ?? ref;
    const draft = Policies.parse(toApiShape(policies));
    const count = versions.filter((version) => version.properties.GuardrailIdentifier === id).length;
    return { id, name, kmsKeyArn, draft, versions: Array.from({ length: count }, () => draft) };
  });
}

/** Its policies are unknown here: it was made outside the stack. */
function namedGuardrail({ environment }: FunctionDefinition): readonly GuardrailSetup[] {
  const { data } = GuardrailVariables.safeParse(environment);
  if (!data) return [];
  const id = data.GUARDRAIL_IDENTIFIER.split('/').at(-1) ?? '';
  return [{ id, name: id, draft: {}, versions: Array.from({ length: data.GUARDRAIL_VERSION }, () => ({})) }];
}

/** `ContentPolicyConfig.FiltersConfig` is `contentPolicy.filters` in the API, and so on for all of them. */
function toApiShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toApiShape);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1).replace(/Config$/, '')}`,
      toApiShape(member),
    ]),
  );
}

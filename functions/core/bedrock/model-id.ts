/** What a model identifier names. Everything but a foundation model or profile is opaque: only AWS can resolve it. */
export type ModelIdKind =
  | 'foundation-model'
  | 'inference-profile'
  | 'application-inference-profile'
  | 'provisioned-model'
  | 'prompt'
  | 'prompt-router'
  | 'imported-model';

/** A model identifier in any form that Bedrock Runtime accepts, taken apart. */
export interface ModelId {
  readonly kind: ModelIdKind;
  /** The identifier without its ARN prefix, for example `us.anthropic.claude-sonnet-5`. */
  readonly resourceId: string;
  /** Base model, for example `anthropic.claude-sonnet-5`; the resource id where only AWS can resolve it. */
  readonly baseModel: string;
  /** `us`, `eu`, `global`, … of an inference profile. */
  readonly geography?: string;
  /** Version of a prompt ARN. */
  readonly version?: string;
}

/**
 * Model providers on Bedrock: the first segment of a base model id. From the ids in aws-cdk-lib 2.276.0
 * `FoundationModelIdentifier`; the tail of the list (zai, luma, moonshotai, twelvelabs) is not verified.
 */
const PROVIDERS = new Set([
  'ai21',
  'amazon',
  'anthropic',
  'cohere',
  'deepseek',
  'google',
  'luma',
  'meta',
  'minimax',
  'mistral',
  'moonshot',
  'moonshotai',
  'nvidia',
  'openai',
  'qwen',
  'stability',
  'twelvelabs',
  'writer',
  'zai',
]);

/** Geography prefixes seen in system inference profile ids: `us.`, `eu.`, `apac.`, `us-gov.`, `global.`. */
const GEOGRAPHY_PATTERN = /^(global|us-gov|[a-z]{2,4})\.([a-z0-9-]+)\./;
/** The prefixes that are published or were seen (user guide, "Supported cross-Region inference profiles"; jp, au and ca recalled). */
export const PROFILE_GEOGRAPHIES = ['us', 'us-gov', 'eu', 'apac', 'jp', 'au', 'ca', 'global'] as const;
const ARN_PATTERN = /^arn:aws[a-z-]*:(?:bedrock|sagemaker):[a-z0-9-]*:\d*:([a-z-]+)\/(.+)$/;
/** Longest identifier Bedrock Runtime accepts (`modelId` in its API model). */
export const MAX_MODEL_ID_LENGTH = 2048;
const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;

const KIND_BY_RESOURCE_TYPE: Readonly<Record<string, ModelIdKind>> = {
  'foundation-model': 'foundation-model',
  'inference-profile': 'inference-profile',
  'application-inference-profile': 'application-inference-profile',
  'provisioned-model': 'provisioned-model',
  prompt: 'prompt',
  'prompt-router': 'prompt-router',
  'default-prompt-router': 'prompt-router',
  'imported-model': 'imported-model',
  'custom-model-deployment': 'imported-model',
};

/** Parses a model identifier in any of Bedrock's forms; `undefined` when it has none of them. */
export function parseModelId(text: string): ModelId | undefined {
  if (text.length > MAX_MODEL_ID_LENGTH || !ID_PATTERN.test(text)) return undefined;
  if (!text.startsWith('arn:')) return fromPlainId(text);
  const [, resourceType = '', resourceId = ''] = ARN_PATTERN.exec(text) ?? [];
  const kind = Object.hasOwn(KIND_BY_RESOURCE_TYPE, resourceType)
    ? KIND_BY_RESOURCE_TYPE[resourceType]
    : undefined;
  return kind && fromResource(kind, resourceId);
}

function fromResource(kind: ModelIdKind, resourceId: string): ModelId {
  if (kind === 'foundation-model' || kind === 'inference-profile')
    return { ...fromPlainId(resourceId), kind };
  if (kind !== 'prompt') return { kind, resourceId, baseModel: resourceId };
  const [baseModel = resourceId, version] = resourceId.split(':', 2);
  return { kind, resourceId, baseModel, ...(version === undefined ? {} : { version }) };
}

function fromPlainId(id: string): ModelId {
  const [, geography, provider] = GEOGRAPHY_PATTERN.exec(id) ?? [];
  if (geography === undefined || provider === undefined || !PROVIDERS.has(provider))
    return { kind: 'foundation-model', resourceId: id, baseModel: id };
  return { kind: 'inference-profile', resourceId: id, baseModel: id.slice(geography.length + 1), geography };
}

/**
 * Whether a model turns text into vectors: such calls have no answer to guard.
 * Recognised by `embed` in the id, as every embedding model on Bedrock is named so far (recalled, not verified).
 */
export function isEmbeddingModel(baseModel: string): boolean {
  return baseModel.includes('embed');
}

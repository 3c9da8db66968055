import { ServiceError } from '../wire.ts';

/** Families that Bedrock offers text or embedding models of; a new model of a known family needs no change here. */
const FAMILY =
  /^(?:anthropic\.claude|amazon\.(?:nova|titan)|meta\.llama|mistral\.|cohere\.(?:command|embed)|ai21\.jamba|deepseek\.|openai\.|qwen\.|writer\.palmyra|google\.gemma|moonshot(?:ai)?\.|minimax\.|nvidia\.|zai\.)[\w.:-]*$/;

const GEOGRAPHY = /^(?:global|us-gov|us|eu|apac|jp|au|ca|in|sa|me|af)\.(?=[a-z0-9]+\.)/;

const ARN =
  /^arn:aws[\w-]*:bedrock:[a-z0-9-]*:\d{0,12}:(foundation-model|inference-profile|application-inference-profile|provisioned-model|default-prompt-router|prompt-router|prompt|imported-model|custom-model-deployment)\/(.+)$/;

/** A model id as it was asked for, and the family member behind it. */
export interface ModelReference {
  readonly modelId: string;
  /** Base model id, for example `amazon.nova-lite-v1:0`; opaque resources answer as Nova Lite. */
  readonly baseModel: string;
  readonly isPromptRouter: boolean;
}

/** What stands behind identifiers that only AWS can resolve. */
export const OPAQUE_MODEL = 'amazon.nova-lite-v1:0';

/** Reads a model id in any form Bedrock takes, or throws Bedrock's validation error. */
export function resolveModel(modelId: string): ModelReference {
  const [, kind, resource] = ARN.exec(modelId) ?? [];
  const id = kind === undefined ? modelId : (resource ?? '');
  if (kind === undefined || kind === 'foundation-model' || kind === 'inference-profile')
    return { modelId, baseModel: knownBase(id), isPromptRouter: false };
  return { modelId, baseModel: OPAQUE_MODEL, isPromptRouter: kind.endsWith('prompt-router') };
}

function knownBase(id: string): string {
  const base = id.replace(GEOGRAPHY, '');
  if (!FAMILY.test(base))
    throw new ServiceError('ValidationException', 'The provided model identifier is invalid.');
  return base;
}

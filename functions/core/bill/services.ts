import { parseModelId } from '../bedrock/model-id.ts';
import { toModelKey } from './model-name.ts';

/**
 * Services that Billing has for models billed by AWS itself (names as quoted from Billing's own lists, unverified).
 * AgentCore is a service of its own.
 */
const OWN = ['Amazon Bedrock', 'Amazon Bedrock Service', 'AmazonBedrockFoundationModels'] as const;
/** Models of other providers are billed as `Claude … (Amazon Bedrock Edition)`. */
const BEDROCK = /bedrock/i;
/** A service of its own, whose name has Bedrock in it; no price here is for it. */
const AGENT_CORE = /agent\s?core/i;

/** Whether a service, or the code of one, is Bedrock's models and guardrails. */
export const isBedrockService = (name: string): boolean => BEDROCK.test(name) && !AGENT_CORE.test(name);

/** `claude-3-5-haiku`, `claude-sonnet-4-6`. */
const CLAUDE = /^anthropic\.claude-(?:(\d+(?:-\d+)?)-([a-z]+)|([a-z]+)-(\d+(?:-\d+)?))(?:-(v\d+))?$/;

/**
 * Services that Bedrock's cost is billed under when these models are called. Each Claude model is one of its own, whose
 * name has the version before or after the family (`Claude 4.6 Sonnet`, `Claude Opus 5.5`): both are listed. Names of
 * other providers' models, and of what is behind an application profile, follow no rule that is known.
 */
export function bedrockServices(models: readonly string[]): readonly string[] {
  return [...new Set([...OWN, ...models.flatMap(editionsOf)])];
}

function editionsOf(model: string): readonly string[] {
  const key = toModelKey(parseModelId(model)?.baseModel ?? '').replace(/-\d{8}/, '');
  const [, before, familyAfter, familyBefore, after, revision] = CLAUDE.exec(key) ?? [];
  const version = (before ?? after)?.replace('-', '.');
  const family = familyAfter ?? familyBefore;
  if (version === undefined || family === undefined) return [];
  const name = `${family[0]?.toUpperCase()}${family.slice(1)}`;
  const end = revision === undefined ? '' : ` ${revision}`;
  return [`Claude ${version} ${name}${end}`, `Claude ${name} ${version}${end}`].map(
    (edition) => `${edition} (Amazon Bedrock Edition)`,
  );
}

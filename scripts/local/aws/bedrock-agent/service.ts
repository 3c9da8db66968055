import { createRestService } from '../rest-json.ts';
import type { Service } from '../wire.ts';
import { type AgentSetup, agentRoutes } from './agents.ts';
import { type KnowledgeBaseSetup, knowledgeBaseRoutes } from './knowledge-bases.ts';
import { listPrompts, type PromptSetup } from './prompts.ts';

/** What Bedrock Agents knows of an account. */
export interface BedrockAgentSetup {
  /** @default [] */
  readonly prompts?: readonly PromptSetup[] | undefined;
  /** @default [] */
  readonly knowledgeBases?: readonly KnowledgeBaseSetup[] | undefined;
  /** @default [] */
  readonly agents?: readonly AgentSetup[] | undefined;
}

/** Paths of Bedrock Agents, which signs with the same name as the rest of Bedrock. */
export const BEDROCK_AGENT_PATHS = /^\/(?:prompts|knowledgebases|agents)(?:\/|$)/;

/** Bedrock Agents' build-time API: prompts, knowledge bases and agents, read only. */
export function createBedrockAgent({
  prompts = [],
  knowledgeBases = [],
  agents = [],
}: BedrockAgentSetup): Service {
  return createRestService([
    listPrompts(prompts),
    ...knowledgeBaseRoutes(knowledgeBases),
    ...agentRoutes(agents),
  ]);
}

import { type BedrockAgentClient, GetAgentCommand, ListAgentsCommand } from '@aws-sdk/client-bedrock-agent';
import * as z from 'zod/mini';
import type { EvidenceContext } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from './answer.ts';
import type { Call } from './metered-calls.ts';
import { firstOf, type Listing, mapWide, readPages } from './pages.ts';
import { oncePerAssessment } from './source.ts';

/** IAM action that agents are found with. */
export const LIST_AGENTS = 'bedrock:ListAgents';
const GET_AGENT = 'bedrock:GetAgent';
const MAX_PAGES = 10;
/** Agents that are looked into. */
const MAX_AGENTS = 100;
const PARALLEL_CALLS = 5;

const Agents = z.object({
  nextToken: optionalText,
  agentSummaries: listOf(z.object({ agentId: z.string(), agentStatus: optionalText })),
});
const Agent = z.object({ agent: z.object({ agentResourceRoleArn: optionalText }) });

/** Execution role of each agent; `undefined` for one that has none yet. */
export type ReadAgentRoles = (context: EvidenceContext) => Promise<Listing<string | undefined>>;

/** Bedrock agents, read once for the facts that speak of them. AgentCore runtimes are not among them. */
export function createAgentRoles({
  client,
  call,
}: {
  readonly client: BedrockAgentClient;
  readonly call: Call;
}): ReadAgentRoles {
  return oncePerAssessment(async ({ signal }) => {
    const agents = await readPages(MAX_PAGES, async (nextToken) => {
      const command = new ListAgentsCommand({ nextToken, maxResults: 100 });
      const answer = await call(LIST_AGENTS, () => client.send(command, { abortSignal: signal }));
      const { agentSummaries: items, nextToken: next } = readAnswer(Agents, answer);
      return { items, next: next ?? undefined };
    });
    const living = agents.items.filter(({ agentStatus }) => agentStatus !== 'DELETING');
    const looked = firstOf({ ...agents, items: living }, MAX_AGENTS);
    const items = await mapWide(looked.items, PARALLEL_CALLS, async ({ agentId }) => {
      const command = new GetAgentCommand({ agentId });
      const answer = await call(GET_AGENT, () => client.send(command, { abortSignal: signal }));
      return readAnswer(Agent, answer).agent.agentResourceRoleArn ?? undefined;
    });
    return { items, isComplete: looked.isComplete };
  });
}

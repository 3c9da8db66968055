import type { AgentStatus } from '@aws-sdk/client-bedrock-agent';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { pageOf } from '../paging.ts';
import { type Route, route } from '../rest-json.ts';
import { ServiceError } from '../wire.ts';
import { PageRequest } from './page-request.ts';

/** A Bedrock agent. */
export interface AgentSetup {
  /** Ten upper-case letters and digits. */
  readonly id: string;
  readonly name: string;
  /** Execution role. */
  readonly roleArn: string;
  /** @default 'PREPARED' */
  readonly status?: AgentStatus | undefined;
}

const CREATED_AT = '2026-01-01T00:00:00.000Z';
const IDLE_SESSION_SECONDS = 600;

/** ListAgents and GetAgent. */
export function agentRoutes(agents: readonly AgentSetup[]): readonly Route[] {
  return [
    route({
      operation: 'ListAgents',
      method: 'POST',
      path: /^\/agents\/?$/,
      input: PageRequest,
      run: ({ maxResults, nextToken }) => {
        const { items, ...next } = pageOf(agents.map(toSummary), { size: maxResults, token: nextToken });
        return { agentSummaries: items, ...next };
      },
    }),
    route({
      operation: 'GetAgent',
      method: 'GET',
      path: /^\/agents\/(?<agentId>[^/]+)\/?$/,
      input: z.object({ agentId: z.string().regex(/^[0-9a-zA-Z]{10}$/) }),
      run: ({ agentId }) => {
        const found = agents.find(({ id }) => id === agentId);
        if (!found)
          throw new ServiceError('ResourceNotFoundException', 'The agent does not exist.', { status: 404 });
        return { agent: toDetail(found) };
      },
    }),
  ];
}

const toSummary = ({ id, name, status = 'PREPARED' }: AgentSetup) => ({
  agentId: id,
  agentName: name,
  agentStatus: status,
  updatedAt: CREATED_AT,
});

const toDetail = (agent: AgentSetup) => ({
  ...toSummary(agent),
  agentArn: `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:agent/${agent.id}`,
  agentVersion: 'DRAFT',
  agentResourceRoleArn: agent.roleArn,
  idleSessionTTLInSeconds: IDLE_SESSION_SECONDS,
  createdAt: CREATED_AT,
});

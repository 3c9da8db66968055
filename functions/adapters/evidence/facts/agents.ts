import type { FactSource } from '#functions/ports.ts';
import { LIST_AGENTS, type ReadAgentRoles } from '../agent-roles.ts';
import { factSource, now } from '../source.ts';

/** Bedrock agents and how many execution roles they share among them. */
export function agents(readRoles: ReadAgentRoles): FactSource<'agents'> {
  return factSource({
    id: 'agents',
    call: LIST_AGENTS,
    query: 'ListAgents, then GetAgent of each for its execution role',
    window: now,
    read: async (context) => {
      const { items: roles, isComplete } = await readRoles(context);
      const distinct = new Set(roles.filter((role) => role !== undefined));
      return { agents: roles.length, distinctRoles: distinct.size, isComplete };
    },
  });
}

import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { roleNameOf } from '#core/maturity/trail-event.ts';
import type { FactSource } from '#functions/ports.ts';
import type { ReadAgentRoles } from '../agent-roles.ts';
import { optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { mapWide } from '../pages.ts';
import { factSource, now } from '../source.ts';

const GET_ROLE = 'iam:GetRole';
const PARALLEL_CALLS = 5;

const Answer = z.object({
  Role: z.object({
    PermissionsBoundary: z.nullish(z.object({ PermissionsBoundaryArn: optionalText })),
  }),
});

/** Execution roles of agents, and how many have a permissions boundary. */
export function agentBoundaries({
  client,
  call,
  readRoles,
}: {
  readonly client: IAMClient;
  readonly call: Call;
  readonly readRoles: ReadAgentRoles;
}): FactSource<'agentBoundaries'> {
  return factSource({
    id: 'agentBoundaries',
    call: GET_ROLE,
    query: 'GetRole of each execution role of the agents: PermissionsBoundary',
    window: now,
    read: async (context) => {
      const { items: roles, isComplete } = await readRoles(context);
      const names = new Set(roles.flatMap((arn) => roleNameOf(arn) ?? []));
      const bounded = await mapWide([...names], PARALLEL_CALLS, async (RoleName) => {
        const command = new GetRoleCommand({ RoleName });
        const answer = await call(GET_ROLE, () => client.send(command, { abortSignal: context.signal }));
        return Boolean(readAnswer(Answer, answer).Role.PermissionsBoundary?.PermissionsBoundaryArn);
      });
      return { roles: names.size, bounded: bounded.filter(Boolean).length, isComplete };
    },
  });
}

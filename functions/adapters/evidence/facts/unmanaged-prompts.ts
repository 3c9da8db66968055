import type { FactSource, LogReader } from '#functions/ports.ts';
import { countOf, describeGatewayQuery, queryGatewayLog, START_QUERY } from '../gateway-log.ts';
import { factSource } from '../source.ts';

/** `count(field)` counts the records that hold the field. */
const QUERY = [
  'filter message = "invocation" and ispresent(invocation.prompt.systemHash)',
  'stats count(*) as withSystemPrompt, count(invocation.prompt.id) as managed',
].join(' | ');

/** Calls with a system prompt, and those of them that name no managed prompt. */
export function unmanagedPrompts(logs: LogReader): FactSource<'unmanagedPrompts'> {
  return factSource({
    id: 'unmanagedPrompts',
    call: START_QUERY,
    query: (context) => describeGatewayQuery(QUERY, context),
    read: async (context) => {
      const [row] = await queryGatewayLog(logs, QUERY, context);
      if (!row) return { withSystemPrompt: 0, unmanaged: 0 };
      const withSystemPrompt = countOf(row.withSystemPrompt);
      return { withSystemPrompt, unmanaged: Math.max(0, withSystemPrompt - countOf(row.managed ?? '0')) };
    },
  });
}

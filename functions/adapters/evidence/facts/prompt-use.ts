import type { FactSource, LogReader } from '#functions/ports.ts';
import { countOf, describeGatewayQuery, queryGatewayLog, START_QUERY } from '../gateway-log.ts';
import { factSource } from '../source.ts';

/** Paths as the record's line is written (core/invocation/written-form.ts). */
const QUERY = [
  'filter message = "invocation" and ispresent(invocation.prompt.id) and ispresent(invocation.prompt.version)',
  'stats count(*) as calls by invocation.prompt.id, invocation.prompt.version, bin(1d)',
  'sort calls desc',
].join(' | ');

/** Prompt versions in use, by prompt and day. */
export function promptUse(logs: LogReader): FactSource<'promptUse'> {
  return factSource({
    id: 'promptUse',
    call: START_QUERY,
    query: (context) => describeGatewayQuery(QUERY, context),
    read: async (context) => {
      const rows = await queryGatewayLog(logs, QUERY, context);
      const versions = rows.map((row) => ({
        promptId: row['invocation.prompt.id'] ?? '',
        version: row['invocation.prompt.version'] ?? '',
        day: row['bin(1d)']?.slice(0, 10) ?? '', // `2026-11-21 00:00:00.000`
        calls: countOf(row.calls),
      }));
      const keyOf = ({ promptId, version, day }: (typeof versions)[number]) =>
        `${promptId} ${version} ${day}`;
      return { versions: versions.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)) };
    },
  });
}

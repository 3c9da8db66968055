import type { EvidenceContext, LogReader } from '#functions/ports.ts';
import { unexpectedAnswer } from './answer.ts';
import { EvidenceFailure } from './failure.ts';

/** IAM action of every query. */
export const START_QUERY = 'logs:StartQuery';

/** Rows of a query over the gateway's records. Throws why there are none. */
export async function queryGatewayLog(
  logs: LogReader,
  query: string,
  { gatewayLogGroup, window, signal }: EvidenceContext,
): Promise<readonly Readonly<Record<string, string>>[]> {
  if (gatewayLogGroup === undefined)
    throw new EvidenceFailure(
      {
        status: 'unknown',
        reason: 'not_collected',
        detail: 'No log group of a Waymark gateway was named, and only its records tell prompts apart.',
      },
      undefined,
    );
  const answer = await logs.query({ logGroup: gatewayLogGroup, query, window, signal });
  if (answer.status === 'unknown') throw new EvidenceFailure(answer, undefined);
  return answer.rows;
}

/** Where a query over the gateway's records is asked, word by word. */
export function describeGatewayQuery(query: string, { gatewayLogGroup }: EvidenceContext): string {
  return `${gatewayLogGroup ?? 'no log group'}: ${query}`;
}

/** A count that Logs Insights writes as text. */
export function countOf(text: string | undefined): number {
  const count = Number(text ?? Number.NaN);
  if (Number.isInteger(count) && count >= 0) return count;
  throw unexpectedAnswer();
}

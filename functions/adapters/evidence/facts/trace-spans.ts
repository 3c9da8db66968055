import { type CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod/mini';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { factSource } from '../source.ts';

const CALL = 'logs:DescribeLogGroups';
/** Where X-Ray's Transaction Search writes spans to; no leading slash. */
const SPANS_LOG_GROUP = 'aws/spans';

const Answer = z.object({
  logGroups: listOf(z.object({ logGroupName: optionalText, storedBytes: z.nullish(z.number()) })),
});

/** Whether spans reach CloudWatch Logs. `storedBytes` is AWS's own figure, hours behind. */
export function traceSpans({
  client,
  call,
}: {
  readonly client: CloudWatchLogsClient;
  readonly call: Call;
}): FactSource<'traceSpans'> {
  return factSource({
    id: 'traceSpans',
    call: CALL,
    query: `DescribeLogGroups with the prefix ${SPANS_LOG_GROUP}`,
    read: async ({ signal }) => {
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: SPANS_LOG_GROUP, limit: 50 });
      const answer = await call(CALL, () => client.send(command, { abortSignal: signal }));
      const group = readAnswer(Answer, answer).logGroups.find(
        ({ logGroupName }) => logGroupName === SPANS_LOG_GROUP,
      );
      return { isPresent: group !== undefined, storedBytes: Math.max(0, group?.storedBytes ?? 0) };
    },
  });
}

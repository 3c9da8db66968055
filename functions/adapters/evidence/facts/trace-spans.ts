import { type CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod/mini';
import { SPANS_LOG_GROUP } from '#core/signals/aws-metrics.ts';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { factSource, now } from '../source.ts';

const CALL = 'logs:DescribeLogGroups';
const Answer = z.object({
  logGroups: listOf(z.object({ logGroupName: optionalText })),
});

/** Whether there is a log group that spans go to; how many came in the signal `spans` says. */
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
    window: now,
    read: async ({ signal }) => {
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: SPANS_LOG_GROUP, limit: 50 });
      const answer = await call(CALL, () => client.send(command, { abortSignal: signal }));
      const isPresent = readAnswer(Answer, answer).logGroups.some(
        ({ logGroupName }) => logGroupName === SPANS_LOG_GROUP,
      );
      return { isPresent };
    },
  });
}

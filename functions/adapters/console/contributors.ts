import { type CloudWatchClient, GetInsightRuleReportCommand } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import type { ContributorReader } from '#functions/console-ports.ts';
import { listOf, readAnswer } from '../evidence/answer.ts';
import { toUnknown } from '../evidence/failure.ts';

const REPORT = 'cloudwatch:GetInsightRuleReport';

const Answer = z.object({
  KeyLabels: listOf(z.string()),
  AggregateValue: z._default(z.number(), 0),
  ApproximateUniqueCount: z._default(z.number(), 0),
  Contributors: listOf(z.object({ Keys: listOf(z.string()), ApproximateAggregateValue: z.number() })),
});

/** Reports of Contributor Insights rules. */
export function createContributorReader(client: Pick<CloudWatchClient, 'send'>): ContributorReader {
  return {
    read: async ({ ruleName, orderBy, most, periodSeconds, range }) => {
      const command = new GetInsightRuleReportCommand({
        RuleName: ruleName,
        StartTime: new Date(range.startMs),
        EndTime: new Date(range.endMs),
        Period: periodSeconds,
        MaxContributorCount: most,
        OrderBy: orderBy,
      });
      try {
        const answer = readAnswer(Answer, await client.send(command));
        return {
          status: 'known',
          keyLabels: answer.KeyLabels,
          total: answer.AggregateValue,
          uniqueContributors: answer.ApproximateUniqueCount,
          contributors: answer.Contributors.map(({ Keys: keys, ApproximateAggregateValue: value }) => ({
            keys,
            value,
          })),
        };
      } catch (error) {
        return toUnknown(error, REPORT);
      }
    },
  };
}

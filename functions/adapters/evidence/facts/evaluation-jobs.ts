import { type BedrockClient, ListEvaluationJobsCommand } from '@aws-sdk/client-bedrock';
import * as z from 'zod/mini';
import { DAY_MS } from '#core/maturity/window.ts';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { readPages } from '../pages.ts';
import { factSource } from '../source.ts';

const CALL = 'bedrock:ListEvaluationJobs';
const PERIOD_DAYS = 30;
const MAX_PAGES = 5;

const Answer = z.object({
  nextToken: optionalText,
  jobSummaries: listOf(z.object({ status: optionalText, creationTime: z.nullish(z.date()) })),
});

/** Evaluation jobs of the last 30 days. The summary tells when a job was created, which is not after it ended. */
export function evaluationJobs({
  client,
  call,
}: {
  readonly client: BedrockClient;
  readonly call: Call;
}): FactSource<'evaluationJobs'> {
  return factSource({
    id: 'evaluationJobs',
    call: CALL,
    query: `ListEvaluationJobs created in the last ${PERIOD_DAYS} days, by status`,
    read: async ({ window, signal }) => {
      const creationTimeAfter = new Date(Date.parse(window.end) - PERIOD_DAYS * DAY_MS);
      const jobs = await readPages(MAX_PAGES, async (nextToken) => {
        const command = new ListEvaluationJobsCommand({ creationTimeAfter, nextToken, maxResults: 100 });
        const answer = await call(CALL, () => client.send(command, { abortSignal: signal }));
        const { jobSummaries: items, nextToken: next } = readAnswer(Answer, answer);
        return { items, next: next ?? undefined };
      });
      const completed = jobs.filter(({ status }) => status === 'Completed');
      const newestMs = Math.max(...completed.map(({ creationTime }) => creationTime?.getTime() ?? 0));
      return {
        completed: completed.length,
        failed: jobs.filter(({ status }) => status === 'Failed').length,
        ...(newestMs > 0 && { lastCompletedAt: new Date(newestMs).toISOString() }),
      };
    },
  });
}

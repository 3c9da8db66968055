import { type BedrockClient, ListEvaluationJobsCommand } from '@aws-sdk/client-bedrock';
import * as z from 'zod/mini';
import { DAY_MS } from '#core/maturity/window.ts';
import type { EvidenceContext } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from './answer.ts';
import type { Call } from './metered-calls.ts';
import { type Listing, readPages } from './pages.ts';
import { oncePerAssessment } from './source.ts';

/** IAM action that evaluation jobs are found with. */
export const LIST_JOBS = 'bedrock:ListEvaluationJobs';
/** Days that are looked back. */
export const HISTORY_DAYS = 90;
const MAX_PAGES = 5;

const Job = z.object({ status: optionalText, creationTime: z.nullish(z.date()) });
const Answer = z.object({ nextToken: optionalText, jobSummaries: listOf(Job) });

/** An evaluation job. The summary tells when it was created, which is not after it ended. */
export type EvaluationJob = z.infer<typeof Job>;

/** Evaluation jobs of the last 90 days, the newest first. */
export type ReadJobs = (context: EvidenceContext) => Promise<Listing<EvaluationJob>>;

/** Evaluation jobs, read once for the facts that speak of them. */
export function createEvaluationHistory({
  client,
  call,
}: {
  readonly client: BedrockClient;
  readonly call: Call;
}): ReadJobs {
  return oncePerAssessment(({ window, signal }) => {
    const creationTimeAfter = new Date(Date.parse(window.end) - HISTORY_DAYS * DAY_MS);
    return readPages(MAX_PAGES, async (nextToken) => {
      const command = new ListEvaluationJobsCommand({
        creationTimeAfter,
        nextToken,
        maxResults: 100,
        sortBy: 'CreationTime',
        sortOrder: 'Descending',
      });
      const answer = await call(LIST_JOBS, () => client.send(command, { abortSignal: signal }));
      const { jobSummaries: items, nextToken: next } = readAnswer(Answer, answer);
      return { items, next: next ?? undefined };
    });
  });
}

/** Jobs that ended in a status. */
export const endedAs = (jobs: readonly EvaluationJob[], wanted: 'Completed' | 'Failed') =>
  jobs.filter(({ status }) => status === wanted);

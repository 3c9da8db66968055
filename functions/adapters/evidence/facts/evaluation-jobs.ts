import { DAY_MS } from '#core/maturity/window.ts';
import type { FactSource } from '#functions/ports.ts';
import { type EvaluationJob, endedAs, LIST_JOBS, type ReadJobs } from '../evaluation-history.ts';
import type { Listing } from '../pages.ts';
import { factSource, lastDays } from '../source.ts';

const PERIOD_DAYS = 30;

/** Evaluation jobs of the last 30 days. */
export function evaluationJobs(readJobs: ReadJobs): FactSource<'evaluationJobs'> {
  return factSource({
    id: 'evaluationJobs',
    call: LIST_JOBS,
    query: `ListEvaluationJobs created in the last ${PERIOD_DAYS} days, by status`,
    window: lastDays(PERIOD_DAYS),
    read: async (context) => {
      const sinceMs = Date.parse(context.window.end) - PERIOD_DAYS * DAY_MS;
      const { items: jobs, isComplete } = since(sinceMs, await readJobs(context));
      const completed = endedAs(jobs, 'Completed');
      const newestMs = Math.max(...completed.map(createdMs));
      return {
        completed: completed.length,
        failed: endedAs(jobs, 'Failed').length,
        ...(newestMs > 0 && { lastCompletedAt: new Date(newestMs).toISOString() }),
        isComplete,
      };
    },
  });
}

const createdMs = ({ creationTime }: EvaluationJob): number => creationTime?.getTime() ?? 0;

/** The newest jobs come first, so that a list which reaches further back than the period holds all of it. */
function since(sinceMs: number, { items, isComplete }: Listing<EvaluationJob>): Listing<EvaluationJob> {
  const recent = items.filter((job) => createdMs(job) >= sinceMs);
  return { items: recent, isComplete: isComplete || recent.length < items.length };
}

import type { FactSource } from '#functions/ports.ts';
import { endedAs, HISTORY_DAYS, LIST_JOBS, type ReadJobs } from '../evaluation-history.ts';
import { factSource, lastDays } from '../source.ts';

/** Evaluation jobs of the last 90 days: one that was only started says nothing about the answers. */
export function pastEvaluations(readJobs: ReadJobs): FactSource<'pastEvaluations'> {
  return factSource({
    id: 'pastEvaluations',
    call: LIST_JOBS,
    query: `ListEvaluationJobs created in the last ${HISTORY_DAYS} days, by status`,
    window: lastDays(HISTORY_DAYS),
    read: async (context) => {
      const { items: jobs, isComplete } = await readJobs(context);
      return {
        completed: endedAs(jobs, 'Completed').length,
        failed: endedAs(jobs, 'Failed').length,
        isComplete,
      };
    },
  });
}

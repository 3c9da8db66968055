import type { CriterionResult } from './assessment.ts';
import { LEVELS } from './levels.ts';

/** What of a result decides whether something is still to be done. */
type Verdict = Pick<CriterionResult, 'statement' | 'level' | 'kind' | 'status'>;

/** Criteria that are open, by level, in the document's words, for a line of a log that a dashboard shows. */
export function missingByLevel(criteria: readonly Verdict[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    LEVELS.map(({ level }) => {
      const open = criteria.filter((criterion) => criterion.level === level && isOpen(criterion));
      return [`level${level}`, open.map(toWords).join('; ') || 'nothing'];
    }),
  );
}

/** A symptom is in order when it is gone, a practice when it is there; what is unknown is neither. */
function isOpen({ kind, status }: Verdict): boolean {
  return status !== (kind === 'symptom' ? 'unmet' : 'met');
}

const toWords = ({ statement, status }: Verdict): string =>
  status === 'unknown' ? `${statement} (unknown)` : statement;

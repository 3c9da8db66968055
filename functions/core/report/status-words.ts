import type { CriterionResult, MetricRowResult } from '../maturity/assessment.ts';
import type { CriterionStatus } from '../maturity/finding.ts';

/** How a status reads: a sign and a word, so that colour is never needed. */
export interface StatusWords {
  readonly sign: string;
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'open';
}

const NO_DATA = { sign: '?', word: 'not measured', tone: 'open' } as const;
const UNKNOWN = { sign: '?', word: 'unknown', tone: 'open' } as const;

const WORDS: Readonly<Record<CriterionResult['kind'], Readonly<Record<CriterionStatus, StatusWords>>>> = {
  practice: {
    met: { sign: '✓', word: 'met', tone: 'good' },
    unmet: { sign: '✗', word: 'not met', tone: 'bad' },
    unknown: UNKNOWN,
  },
  symptom: {
    met: { sign: '!', word: 'still present', tone: 'bad' },
    unmet: { sign: '✓', word: 'gone', tone: 'good' },
    unknown: UNKNOWN,
  },
};

/** How a metric row's status reads. */
export function wordsOfRow({ status }: Pick<MetricRowResult, 'status'>): StatusWords {
  return status === 'met' ? { sign: '✓', word: 'measured', tone: 'good' } : NO_DATA;
}

/** How a criterion's status reads. */
export function wordsOf({ kind, status }: Pick<CriterionResult, 'kind' | 'status'>): StatusWords {
  return WORDS[kind][status];
}

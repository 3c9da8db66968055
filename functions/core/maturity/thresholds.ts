import { toPercent } from './wording.ts';

/** Fewer calls than this are not judged: one of twenty is 5 %, the widest margin of error that a rule here allows. */
export const MIN_CALLS = 20;

/** "Most", the measure that the maturity document itself takes for a level. */
export const MOST = 0.5;

/** A rule rather than a habit: four of five. Level 3 asks for it, "we trust this in production". */
export const AS_A_RULE = 0.8;

/** A second model or prompt version below this share of the calls is a trial or a leftover. */
export const IN_REAL_USE = 0.05;

/** Words for a lower bound on a share of calls. */
export const atLeast = (share: number, of = 'calls'): string => `at least ${toPercent(share)} of ${of}`;

/** Words for an upper bound on a share of calls. */
export const atMost = (share: number, of = 'calls'): string => `at most ${toPercent(share)} of ${of}`;

import * as z from 'zod/mini';
import { ObservationSource, ObservationWindow } from './observation.ts';

/** How a criterion stands. `unknown` never counts as met. */
export const CriterionStatus = z.enum(['met', 'unmet', 'unknown']);
export type CriterionStatus = z.infer<typeof CriterionStatus>;

/** One piece of evidence as the report shows it. */
export const Finding = z.object({
  /** Signal or fact. */
  evidence: z.string(),
  title: z.string(),
  source: ObservationSource,
  window: ObservationWindow,
  observedAt: z.iso.datetime(),
  /** In words with its unit, for example `12 of 480 calls (2.5 %)`; `no datapoint`; `unknown: access denied`. */
  value: z.string(),
  /** What it is held against, in words, for example `at least 50 % of calls`; absent when it only informs. */
  threshold: z.optional(z.string()),
});
export type Finding = z.infer<typeof Finding>;

import * as z from 'zod';

/** A rule of X-Ray's. */
export interface TraceSampling {
  /** Calls of each second that are recorded in any case. */
  readonly reservoir: number;
  /** Share of the others, 0 to 1. */
  readonly share: number;
}

/** What of a rule's resource is read. */
export const SamplingRuleProperties = z.object({
  SamplingRule: z.object({ ReservoirSize: z.number(), FixedRate: z.number() }),
});

/** X-Ray's default rule: the first request of a second, and this share of the others (AWS agent toolkit, "tracing"). */
const DEFAULT_SAMPLING: TraceSampling = { reservoir: 1, share: 0.05 };

/** The rule that holds: the template's, or X-Ray's own. */
export function toSampling(rule: z.infer<typeof SamplingRuleProperties> | undefined): TraceSampling {
  if (!rule) return DEFAULT_SAMPLING;
  return { reservoir: rule.SamplingRule.ReservoirSize, share: rule.SamplingRule.FixedRate };
}

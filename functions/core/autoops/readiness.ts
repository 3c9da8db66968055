import * as z from 'zod/mini';
import { CriterionStatus, Finding } from '../maturity/finding.ts';
import { ObservationWindow } from '../maturity/observation.ts';
import { STAGES } from './stages.ts';

/** A stage of AutoOps, or none of them. */
export const StageName = z.enum(['none', ...STAGES]);
export type StageName = z.infer<typeof StageName>;

/** A condition or a dependency with its verdict. `unknown` never counts as met. */
export const ConditionResult = z.object({
  id: z.string(),
  statement: z.string(),
  status: CriterionStatus,
  reason: z.string(),
  /** What would bring it forward, in a sentence. */
  step: z.string(),
  /** The criterion of the first axis that decides it, where its evidence stands. */
  criterion: z.optional(z.string()),
  evidence: z.array(Finding),
  /** The attestation that decided it. */
  attestedBy: z.optional(z.object({ signedBy: z.string(), statement: z.string(), until: z.iso.datetime() })),
  /** IAM actions whose refusal left it unknown. */
  missingPermissions: z.array(z.string()),
});
export type ConditionResult = z.infer<typeof ConditionResult>;

/** One stage of one capability. */
export const StageResult = z.object({
  stage: z.enum(STAGES),
  /** All of its conditions and dependencies are met, and so are those of every stage below it. */
  isReached: z.boolean(),
  conditions: z.array(ConditionResult),
  /** Ids of the dependencies that it takes. */
  dependencies: z.array(z.string()),
});
export type StageResult = z.infer<typeof StageResult>;

/** How far one capability has come. */
export const CapabilityResult = z.object({
  id: z.string(),
  title: z.string(),
  stage: StageName,
  /** Where document 000 sees it going, and in how many years. A forecast of the document's, not a measurement. */
  target: z.enum(STAGES),
  documentYears: z.int(),
  stages: z.array(StageResult),
  dependencies: z.array(ConditionResult),
  /** Ids of the dependencies that are not met: the document's readiness is that there are none. */
  missingDependencies: z.array(z.string()),
});
export type CapabilityResult = z.infer<typeof CapabilityResult>;

/** The second maturity axis. */
export const AutoOpsAxis = z.object({
  /** The lowest of the capabilities' stages. */
  stage: StageName,
  capabilities: z.array(CapabilityResult),
  /** Capabilities whose dependencies are all met. */
  ready: z.array(z.string()),
  notReady: z.array(z.object({ capability: z.string(), missing: z.array(z.string()) })),
});
export type AutoOpsAxis = z.infer<typeof AutoOpsAxis>;

/** What `GET /v1/autoops` answers: the axis of the newest assessment. */
export const AutoOpsReadiness = z.object({
  schemaVersion: z.literal(1),
  assessedAt: z.iso.datetime(),
  scope: z.object({ team: z.string(), accountId: z.string(), region: z.string(), stage: z.string() }),
  window: ObservationWindow,
  ...AutoOpsAxis.shape,
});
export type AutoOpsReadiness = z.infer<typeof AutoOpsReadiness>;

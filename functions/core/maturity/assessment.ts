import * as z from 'zod/mini';
import { AutoOpsAxis } from '../autoops/readiness.ts';
import { Ownership } from '../ownership/ownership.ts';
import { Spending } from '../spending/spending.ts';
import { CriterionStatus, Finding } from './finding.ts';
import { AssessmentSummary, ObservationSource, ObservationWindow } from './observation.ts';

const level = z.int().check(z.minimum(0), z.maximum(5));

/** What to do about a criterion that is not met. */
export const NextAction = z.object({
  criterion: z.string(),
  level: z.int(),
  title: z.string(),
  /** Concrete, in order. */
  steps: z.array(z.string()),
  /** Where to read on: an AWS page or a section of Waymark's documentation. */
  link: z.string(),
  /** What to type to attest it instead, on one line; absent where evidence alone decides. */
  attestCommand: z.optional(z.string()),
});
export type NextAction = z.infer<typeof NextAction>;

/** One of the thirty checklist lines with its verdict. */
export const CriterionResult = z.object({
  id: z.string(),
  level: z.int(),
  /** The document's words. */
  statement: z.string(),
  /** Level 1's lines are symptoms of the starting point: `met` says that the symptom is still present. */
  kind: z.enum(['symptom', 'practice']),
  status: CriterionStatus,
  reason: z.string(),
  evidence: z.array(Finding),
  /** The attestation that decided it. */
  attestedBy: z.optional(z.object({ signedBy: z.string(), statement: z.string(), until: z.iso.datetime() })),
  /** IAM actions whose refusal left it unknown. */
  missingPermissions: z.array(z.string()),
});
export type CriterionResult = z.infer<typeof CriterionResult>;

/** One signal as the report shows it. */
export const SignalResult = z.object({
  id: z.string(),
  title: z.string(),
  level: z.int(),
  status: z.enum(['known', 'no_data', 'unknown']),
  value: z.optional(z.number()),
  unit: z.string(),
  statistic: z.string(),
  goodDirection: z.enum(['up', 'down', 'neutral']),
  daily: z.array(z.nullable(z.number())),
  source: z.optional(ObservationSource),
  /** Why it is not known. */
  reason: z.optional(z.string()),
});
export type SignalResult = z.infer<typeof SignalResult>;

/** One of the document's seven metric rows of level 1: what that level is counted from. */
export const MetricRowResult = z.object({
  id: z.string(),
  /** The document's name of the row. */
  name: z.string(),
  /** The document's words. */
  wording: z.string(),
  /** `met` when it is measured; a row that says nothing is `unknown`. */
  status: z.enum(['met', 'unknown']),
  /** Ids of the signals that answer it. */
  signals: z.array(z.string()),
  /** What was read for it, or why nothing was. */
  reason: z.string(),
});
export type MetricRowResult = z.infer<typeof MetricRowResult>;

/** How one level stands. */
export const LevelResult = z.object({
  level: z.int(),
  name: z.string(),
  coreQuestion: z.string(),
  met: z.int(),
  unmet: z.int(),
  unknown: z.int(),
  total: z.int(),
  /** `met / total`, 0 to 1. Level 1 counts its metric rows that are measured, the others their criteria. */
  score: z.number(),
  /** More than half is met. */
  isReached: z.boolean(),
});
export type LevelResult = z.infer<typeof LevelResult>;

/** What capture does not see, or sees in part. */
export const BlindSpots = z.object({
  spots: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /** What it is, where the title leaves that open. */
      about: z.optional(z.string()),
      /** What was found, or why nothing is known. */
      words: z.string(),
      isKnown: z.boolean(),
    }),
  ),
  /** The observed share of each model, the one with the most unrecorded calls first. Absent when it is not known. */
  models: z.optional(
    z.array(
      z.object({
        model: z.string(),
        captured: z.int(),
        counted: z.optional(z.int()),
        sharePercent: z.optional(z.number()),
        reason: z.optional(z.string()),
        isAtLeast: z.boolean(),
      }),
    ),
  ),
  modelsUnknown: z.optional(z.string()),
});
export type BlindSpots = z.infer<typeof BlindSpots>;

/** The verdict on one observation set. */
export const Assessment = z.object({
  schemaVersion: z.literal(1),
  assessedAt: z.iso.datetime(),
  scope: z.object({ team: z.string(), accountId: z.string(), region: z.string(), stage: z.string() }),
  window: ObservationWindow,
  /** Highest level that is reached; 0 when none is evidenced. */
  level,
  /** Highest level with every level below it reached too. */
  solidLevel: level,
  /** Levels below `level` that are not reached. */
  skippedLevels: z.array(z.int()),
  levels: z.array(LevelResult),
  /** The metric rows that level 1 is counted from, in the document's order. */
  levelOneRows: z.array(MetricRowResult),
  criteria: z.array(CriterionResult),
  /** Symptoms of level 1 that are still present: ids of criteria. */
  symptoms: z.array(z.string()),
  signals: z.array(SignalResult),
  /** What could not be measured and why. */
  unmeasured: z.array(
    z.object({
      evidence: z.string(),
      title: z.string(),
      reason: z.string(),
      permission: z.optional(z.string()),
    }),
  ),
  /** All open actions, the most useful first: unmet before unknown, the next level's before others'. */
  nextActions: z.array(NextAction),
  /** Against the newest earlier assessment. */
  delta: z.optional(
    z.object({
      since: z.iso.datetime(),
      level: z.int(),
      solidLevel: z.int(),
      improved: z.array(z.string()),
      regressed: z.array(z.string()),
    }),
  ),
  /** Absent in assessments of versions that did not look for them. */
  blindSpots: z.optional(BlindSpots),
  /** The second axis. Absent in assessments of versions that did not have it. */
  autoops: z.optional(AutoOpsAxis),
  /** What it costs to own. Absent in assessments of versions that did not compute it. */
  ownership: z.optional(Ownership),
  /** What calls cost. Absent in assessments of versions that did not have it. */
  spending: z.optional(Spending),
  /** Earlier assessments, oldest first. Empty also when they could not be read; `unmeasured` says so then. */
  trend: z.array(AssessmentSummary),
});
export type Assessment = z.infer<typeof Assessment>;

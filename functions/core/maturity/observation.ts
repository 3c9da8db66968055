import * as z from 'zod/mini';
import { OwnershipInputs } from '../ownership/inputs.ts';

/** Largest number that an observation may hold: beyond it counts are no longer exact, and sums run over. */
export const LARGEST_VALUE = Number.MAX_SAFE_INTEGER;
/** What is said of a larger one. */
export const TOO_LARGE = 'AWS answered with a number beyond what can be counted.';
/** Longest texts of an observation: a report quotes them. */
export const LONGEST_DETAIL = 240;
export const LONGEST_QUERY = 4_000;

const name = z.string().check(z.maxLength(200));
const detail = z.string().check(z.maxLength(LONGEST_DETAIL));
const measured = z.number().check(z.minimum(-LARGEST_VALUE), z.maximum(LARGEST_VALUE));
/** An ARN has at most 2,048 characters. */
const arn = z.string().check(z.maxLength(2_048));

/** Why something could not be observed. */
export const UNKNOWN_REASONS = ['denied', 'throttled', 'failed', 'not_collected'] as const;

/** Nothing could be said. It is never a pass and never a zero. */
export const UnknownReading = z.object({
  status: z.literal('unknown'),
  reason: z.enum(UNKNOWN_REASONS),
  /** In words, without secrets: what was tried and what AWS answered. */
  detail,
  /** IAM action that was refused, for example `bedrock:ListGuardrails`. */
  permission: z.optional(name),
});
export type UnknownReading = z.infer<typeof UnknownReading>;

/** Where an observation comes from. */
export const ObservationSource = z.object({
  /** IAM action of the call, for example `cloudwatch:GetMetricData`. */
  call: name,
  /** The exact query: metric, dimensions, statistic and period; query text; lookup attribute; request members. */
  query: z.string().check(z.maxLength(LONGEST_QUERY)),
});

/** A period of time, ISO 8601 UTC; `end` is exclusive. */
export const ObservationWindow = z
  .object({ start: z.iso.datetime(), end: z.iso.datetime() })
  .check(z.refine(({ start, end }) => Date.parse(start) < Date.parse(end), 'ends before it starts'));
export type ObservationWindow = z.infer<typeof ObservationWindow>;

const provenance = {
  observedAt: z.iso.datetime(),
  source: ObservationSource,
  window: ObservationWindow,
};

/** Days that CloudWatch keeps hourly datapoints for: no window is longer. */
const MOST_DAYS = 455;

/** What one signal of the catalogue said. */
export const SignalObservation = z.object({
  kind: z.literal('signal'),
  /** A key of the signal catalogue. One that this version does not know is ignored. */
  id: name,
  ...provenance,
  reading: z.discriminatedUnion('status', [
    z.object({
      status: z.literal('known'),
      /** Of the whole window: sums are added, percentiles and averages are those of the worst day. */
      value: measured,
      /** One value per day of the window, oldest first; `null` where the day has no datapoint. */
      daily: z.array(z.nullable(measured)).check(z.maxLength(MOST_DAYS)),
    }),
    /** The query was answered and there was no datapoint. What that means is for the reader to say. */
    z.object({ status: z.literal('no_data') }),
    UnknownReading,
  ]),
});
export type SignalObservation = z.infer<typeof SignalObservation>;

/** What one fact said. */
export const FactObservation = z.object({
  kind: z.literal('fact'),
  id: name,
  ...provenance,
  reading: z.discriminatedUnion('status', [
    z.object({ status: z.literal('known'), value: z.unknown() }),
    UnknownReading,
  ]),
});
export type FactObservation = z.infer<typeof FactObservation>;

/** Longest statement: the report prints it. */
export const LONGEST_STATEMENT = 1_000;

/** A person's signed statement about what telemetry cannot show. */
export const Attestation = z.object({
  schemaVersion: z.literal(1),
  criterion: name,
  statement: z.string().check(z.maxLength(LONGEST_STATEMENT)),
  /** Who signed: the caller's ARN as STS names it. */
  signedBy: arn,
  signedAt: z.iso.datetime(),
  /** At most 365 days after `signedAt`. */
  until: z.iso.datetime(),
});
export type Attestation = z.infer<typeof Attestation>;

const standing = z.int().check(z.minimum(0), z.maximum(5));

/** One earlier assessment, as much of it as trend and delta need. */
export const AssessmentSummary = z.object({
  assessedAt: z.iso.datetime(),
  level: standing,
  solidLevel: standing,
  /** Status of each criterion by its id. */
  criteria: z.record(name, z.enum(['met', 'unmet', 'unknown'])),
});
export type AssessmentSummary = z.infer<typeof AssessmentSummary>;

/** Where statements are kept and what they are signed with, so that the report can print the whole command. */
export const AttestationPlace = z.object({ bucket: name, secretArn: arn, region: name });
export type AttestationPlace = z.infer<typeof AttestationPlace>;

/** Something that an assessment should have and has not, so that it is not fit to be compared with. */
export const Omission = z.object({
  /**
   * Attestations that could not be read at all; single ones that were refused; earlier assessments; evidence that was
   * not answered in time.
   */
  what: z.enum(['attestations', 'refused-attestations', 'earlier-assessments', 'late-evidence']),
  detail,
});
export type Omission = z.infer<typeof Omission>;

/** Catalogue and facts are about a hundred; a statement may be renewed again and again. */
const MOST_OBSERVATIONS = 2_000;
/** A year of reports, one a week. */
const MOST_PREVIOUS = 53;

/** Everything that an assessment is computed from. The same set gives the same bytes. */
export const ObservationSet = z.object({
  schemaVersion: z.literal(1),
  observedAt: z.iso.datetime(),
  scope: z.object({
    /** What the report calls the assessed team. */
    team: name,
    accountId: name,
    region: name,
    stage: name,
  }),
  window: ObservationWindow,
  observations: z
    .array(z.discriminatedUnion('kind', [SignalObservation, FactObservation]))
    .check(z.maxLength(MOST_OBSERVATIONS)),
  /** Attestations whose signature was checked. */
  attestations: z.array(Attestation).check(z.maxLength(MOST_OBSERVATIONS)),
  /** Newest last. */
  previous: z.array(AssessmentSummary).check(z.maxLength(MOST_PREVIOUS)),
  /** What is missing beside the observations that say so themselves. @default none */
  omissions: z.optional(z.array(Omission).check(z.maxLength(MOST_OBSERVATIONS))),
  /** What people gave for the cost of ownership. @default - nothing */
  ownership: z.optional(OwnershipInputs),
  /** @default - nothing is deployed */
  attestationPlace: z.optional(AttestationPlace),
});
export type ObservationSet = z.infer<typeof ObservationSet>;

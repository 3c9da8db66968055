import * as z from 'zod/mini';

/** Why something could not be observed. */
export const UNKNOWN_REASONS = ['denied', 'throttled', 'failed', 'not_collected'] as const;

/** Nothing could be said. It is never a pass and never a zero. */
export const UnknownReading = z.object({
  status: z.literal('unknown'),
  reason: z.enum(UNKNOWN_REASONS),
  /** In words, without secrets: what was tried and what AWS answered. */
  detail: z.string(),
  /** IAM action that was refused, for example `bedrock:ListGuardrails`. */
  permission: z.optional(z.string()),
});
export type UnknownReading = z.infer<typeof UnknownReading>;

/** Where an observation comes from. */
export const ObservationSource = z.object({
  /** IAM action of the call, for example `cloudwatch:GetMetricData`. */
  call: z.string(),
  /** The exact query: metric, dimensions, statistic and period; query text; lookup attribute; request members. */
  query: z.string(),
});

/** A period of time, ISO 8601 UTC; `end` is exclusive. */
export const ObservationWindow = z.object({ start: z.iso.datetime(), end: z.iso.datetime() });
export type ObservationWindow = z.infer<typeof ObservationWindow>;

const provenance = {
  observedAt: z.iso.datetime(),
  source: ObservationSource,
  window: ObservationWindow,
};

/** What one signal of the catalogue said. */
export const SignalObservation = z.object({
  kind: z.literal('signal'),
  /** A key of the signal catalogue. One that this version does not know is ignored. */
  id: z.string(),
  ...provenance,
  reading: z.discriminatedUnion('status', [
    z.object({
      status: z.literal('known'),
      /** Of the whole window: sums are added, percentiles and averages are those of the worst day. */
      value: z.number(),
      /** One value per day of the window, oldest first; `null` where the day has no datapoint. */
      daily: z.array(z.nullable(z.number())),
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
  id: z.string(),
  ...provenance,
  reading: z.discriminatedUnion('status', [
    z.object({ status: z.literal('known'), value: z.unknown() }),
    UnknownReading,
  ]),
});
export type FactObservation = z.infer<typeof FactObservation>;

/** A person's signed statement about what telemetry cannot show. */
export const Attestation = z.object({
  schemaVersion: z.literal(1),
  criterion: z.string(),
  statement: z.string(),
  /** Who signed: the caller's ARN as STS names it. */
  signedBy: z.string(),
  signedAt: z.iso.datetime(),
  /** At most 365 days after `signedAt`. */
  until: z.iso.datetime(),
});
export type Attestation = z.infer<typeof Attestation>;

/** One earlier assessment, as much of it as trend and delta need. */
export const AssessmentSummary = z.object({
  assessedAt: z.iso.datetime(),
  level: z.int(),
  solidLevel: z.int(),
  /** Status of each criterion by its id. */
  criteria: z.record(z.string(), z.enum(['met', 'unmet', 'unknown'])),
});
export type AssessmentSummary = z.infer<typeof AssessmentSummary>;

/** Everything that an assessment is computed from. The same set gives the same bytes. */
export const ObservationSet = z.object({
  schemaVersion: z.literal(1),
  observedAt: z.iso.datetime(),
  scope: z.object({
    /** What the report calls the assessed team. */
    team: z.string(),
    accountId: z.string(),
    region: z.string(),
    stage: z.string(),
  }),
  window: ObservationWindow,
  observations: z.array(z.discriminatedUnion('kind', [SignalObservation, FactObservation])),
  /** Attestations whose signature was checked. */
  attestations: z.array(Attestation),
  /** Newest last, at most 12. */
  previous: z.array(AssessmentSummary),
});
export type ObservationSet = z.infer<typeof ObservationSet>;

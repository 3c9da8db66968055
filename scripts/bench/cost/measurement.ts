import * as z from 'zod';

const count = z.number().nonnegative();
const counts = z.record(z.string(), count);

/** What one kind of call leaves behind. */
const MeasuredKind = z.strictObject({
  /** Status that the caller got. */
  status: z.int(),
  /** Lines of all functions per call, and those of the access log. */
  logLines: count,
  logBytes: count,
  /** Head and body of the answer. */
  responseBytes: count,
  /** Text units of 1,000 characters that a guardrail reads, question and answer. */
  textUnits: count,
  /** Metrics of the stage as a whole that the call adds to, by name. */
  stageMetrics: z.array(z.string()),
  /** Metrics broken down by model that the call adds to, by name. */
  modelMetrics: z.array(z.string()),
  /** API calls by function and action (`gateway dynamodb:PutItem`), models' own left out. */
  apiCalls: counts,
});
export type MeasuredKind = z.infer<typeof MeasuredKind>;

/** What one run of a schedule asks for. */
const MeasuredRun = z.strictObject({
  role: z.string(),
  /** The schedule's event, as JSON. */
  input: z.string(),
  seconds: count,
  apiCalls: counts,
  /** Metrics requested of GetMetricData. */
  metricsRequested: count,
  /** Days of the gateway's log that its queries read, all queries together. */
  logDaysScanned: count,
  /** Bytes of the objects that it puts into buckets. */
  objectBytes: count,
  logBytes: count,
});
export type MeasuredRun = z.infer<typeof MeasuredRun>;

/** What was measured on one machine, with the deployed artefact and the local AWS. */
export const Measurement = z.strictObject({
  measuredOn: z.iso.date(),
  kinds: z.record(z.string(), MeasuredKind),
  /** Time of a call in the function besides the model's, seconds. */
  overheadSeconds: count,
  /** Of one authorisation: time and API calls. */
  authorisation: z.strictObject({ seconds: count, apiCalls: counts }),
  /** API calls that come on top in a fresh environment, by function and action. */
  startCalls: counts,
  runs: z.array(MeasuredRun),
  /** What gzip makes of the log, as a share of its bytes. */
  compressedShare: z.number().positive().max(1),
});
export type Measurement = z.infer<typeof Measurement>;

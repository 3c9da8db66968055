import * as z from 'zod/mini';
import type { GuardrailUnits } from '../cost/priceable-call.ts';
import type { GuardrailCount } from '../invocation/record.ts';
import { JsonObject } from '../json/json-object.ts';
import { lenient } from '../lenient.ts';
import { addUnits, GuardrailUsage } from './guardrail-units.ts';

type Side = GuardrailCount['side'];

/** Type and action only: `match`, `name` and `regex` are never read, so they cannot leak. */
const Finding = z.object({
  type: z.optional(z.string()),
  action: z.optional(z.string()),
  detected: z.optional(z.boolean()),
});
/** What cannot be read is left out by itself: a new shape of one policy must not hide the others. */
const Findings = lenient(z.array(lenient(Finding)));

const Assessment = z.object({
  topicPolicy: lenient(z.object({ topics: Findings })),
  contentPolicy: lenient(z.object({ filters: Findings })),
  wordPolicy: lenient(z.object({ customWords: Findings, managedWordLists: Findings })),
  sensitiveInformationPolicy: lenient(z.object({ piiEntities: Findings, regexes: Findings })),
  contextualGroundingPolicy: lenient(z.object({ filters: Findings })),
  automatedReasoningPolicy: lenient(z.object({ findings: z.optional(z.array(JsonObject)) })),
  invocationMetrics: lenient(z.object({ usage: GuardrailUsage })),
});
type Assessment = z.infer<typeof Assessment>;

/** Assessments by guardrail: two members are Converse's, the other two InvokeModel's. */
const GuardrailTrace = z.object({
  inputAssessment: z.optional(JsonObject),
  outputAssessments: z.optional(z.record(z.string(), z.array(z.unknown()))),
  input: z.optional(JsonObject),
  outputs: z.optional(z.array(JsonObject)),
});

/** Longest type name kept; Bedrock's own are at most 40 characters. */
const MAX_TYPE_LENGTH = 64;

/** What a guardrail's assessments tell: what was found, and what it is billed for. */
export interface GuardrailReading {
  /** Per policy, type, action and side. Unreadable parts count as nothing found. */
  readonly guardrailCounts: readonly GuardrailCount[];
  /** @default - an assessment does not tell its units, or there is none */
  readonly guardrailUnits?: GuardrailUnits | undefined;
}

/** Reads Converse's `trace.guardrail` and InvokeModel's `amazon-bedrock-trace.guardrail`. */
export function readGuardrailTrace(trace: unknown): GuardrailReading {
  return mergeReadings(assessmentsIn(trace));
}

/** What each assessment of a trace tells; none in what cannot be read. */
export function assessmentsIn(trace: unknown): readonly GuardrailReading[] {
  const parsed = z.safeParse(GuardrailTrace, trace);
  if (!parsed.success) return [];
  const { inputAssessment, outputAssessments = {}, input, outputs = [] } = parsed.data;
  const ofOutput = [...Object.values(outputAssessments).flat(), ...outputs.flatMap(Object.values)];
  return [
    ...Object.values({ ...input, ...inputAssessment }).map((value) => readAssessment(value, 'input')),
    ...ofOutput.map((value) => readAssessment(value, 'output')),
  ];
}

/** Reads ApplyGuardrail's `assessments`, all of one side. */
export function readAssessments(assessments: readonly unknown[], side: Side): GuardrailReading {
  return mergeReadings(assessments.map((value) => readAssessment(value, side)));
}

/** All of several readings; units are known when each of them tells its own. */
export function mergeReadings(readings: readonly GuardrailReading[]): GuardrailReading {
  return {
    guardrailCounts: merge(readings.flatMap(({ guardrailCounts }) => guardrailCounts)),
    guardrailUnits: addUnits(readings.map(({ guardrailUnits }) => guardrailUnits)),
  };
}

function readAssessment(value: unknown, side: Side): GuardrailReading {
  const { data: assessment } = z.safeParse(Assessment, value);
  if (!assessment) return { guardrailCounts: [] };
  return {
    guardrailCounts: POLICY_READERS.flatMap((read) => read(assessment)).map((found) => ({
      ...found,
      side,
      count: 1,
    })),
    guardrailUnits: assessment.invocationMetrics?.usage,
  };
}

type Found = Pick<GuardrailCount, 'policy' | 'type' | 'action'>;

const found = (
  policy: GuardrailCount['policy'],
  findings: z.infer<typeof Findings>,
  fallbackType: string,
): readonly Found[] =>
  (findings ?? [])
    .filter((finding) => finding !== undefined)
    .filter(({ action, detected }) => detected ?? action !== undefined)
    .map(({ type, action }) => ({
      policy,
      type: (type ?? fallbackType).slice(0, MAX_TYPE_LENGTH),
      action: (action ?? 'NONE').slice(0, MAX_TYPE_LENGTH),
    }));

/** Grounding filters are listed with their score when they pass as well: a score that was good enough counts too. */
function withPassed(finding: z.infer<typeof Finding> | undefined): z.infer<typeof Finding> | undefined {
  const isTooLow = finding?.detected ?? finding?.action !== 'NONE';
  return finding === undefined || isTooLow ? finding : { ...finding, action: 'PASSED', detected: true };
}

const POLICY_READERS: readonly ((assessment: Assessment) => readonly Found[])[] = [
  ({ topicPolicy }) => found('topicPolicy', topicPolicy?.topics, 'TOPIC'),
  ({ contentPolicy }) => found('contentPolicy', contentPolicy?.filters, 'CONTENT'),
  ({ wordPolicy }) => found('wordPolicy', wordPolicy?.customWords, 'CUSTOM_WORD'),
  ({ wordPolicy }) => found('wordPolicy', wordPolicy?.managedWordLists, 'MANAGED_WORD'),
  ({ sensitiveInformationPolicy: policy }) => found('sensitiveInformationPolicy', policy?.piiEntities, 'PII'),
  ({ sensitiveInformationPolicy: policy }) => found('sensitiveInformationPolicy', policy?.regexes, 'REGEX'),
  ({ contextualGroundingPolicy: policy }) =>
    found('contextualGroundingPolicy', policy?.filters?.map(withPassed), 'GROUNDING'),
  ({ automatedReasoningPolicy: policy }) =>
    (policy?.findings ?? []).flatMap((finding) =>
      Object.keys(finding).map((kind) => ({
        policy: 'automatedReasoningPolicy',
        type: kind.slice(0, MAX_TYPE_LENGTH),
        action: 'NONE',
      })),
    ),
];

function merge(counts: readonly GuardrailCount[]): readonly GuardrailCount[] {
  const merged = new Map<string, GuardrailCount>();
  for (const count of counts) {
    const key = JSON.stringify([count.policy, count.type, count.action, count.side]);
    merged.set(key, { ...count, count: (merged.get(key)?.count ?? 0) + count.count });
  }
  return [...merged.values()];
}

import type { CriterionResult } from './assessment.ts';
import { type Attested, findAttestation } from './attestations.ts';
import type { CriterionDefinition, Decision, EvidenceId } from './criterion.ts';
import {
  describeEvidence,
  type Evidence,
  isFactId,
  missingPermissions,
  titleOf,
  unreadable,
} from './evidence.ts';
import { evidenceReader } from './evidence-reader.ts';
import type { Finding } from './finding.ts';
import type { ObservationSet, UnknownReading } from './observation.ts';
import { toCount } from './wording.ts';

/** Reasons that a verdict quotes; each is listed with what could not be measured. */
const NAMED_REASONS = 2;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** A declared piece of evidence that cannot be read. */
export interface Gap {
  readonly id: EvidenceId;
  readonly reading: UnknownReading;
}

/** A criterion with its verdict and what kept it from one. */
export interface Judged {
  readonly definition: CriterionDefinition;
  readonly result: CriterionResult;
  readonly gaps: readonly Gap[];
}

/** What of a definition a verdict takes; conditions of the second axis have it too. */
export type Decidable = Pick<
  CriterionDefinition,
  'id' | 'evidence' | 'thresholds' | 'isAttestable' | 'decide'
>;

/** A verdict with what it rests on. */
export interface Weighed extends Verdict {
  readonly evidence: Finding[];
  readonly missingPermissions: string[];
  readonly gaps: readonly Gap[];
}

/** Decides one criterion. */
export function judge(definition: CriterionDefinition, evidence: Evidence, set: ObservationSet): Judged {
  const { id, level, statement, kind } = definition;
  const { gaps, ...weighed } = weigh(definition, evidence, set);
  return { definition, result: { id, level, statement, kind, ...weighed }, gaps };
}

/**
 * Decides by evidence and attestations. A declared piece that cannot be read leaves it unknown, whatever the others say: a verdict
 * on half of the evidence would change when the other half comes back.
 */
export function weigh(definition: Decidable, evidence: Evidence, set: ObservationSet): Weighed {
  const gaps = findGaps(definition, evidence);
  const decision =
    gaps.length > 0 ? decideOnGaps(gaps) : definition.decide(evidenceReader(definition, evidence));
  const attested = findAttestation(set.attestations, definition.id, set.observedAt);
  const missing = gaps.flatMap((gap) => missingPermissions(gap.id, gap.reading));
  return {
    ...withAttestation(definition, decision, gaps, attested),
    evidence: definition.evidence.map((piece) => toFinding(definition, decision, piece, evidence, set)),
    missingPermissions: [...new Set(missing)].sort(),
    gaps,
  };
}

function findGaps({ evidence: declared }: Decidable, evidence: Evidence): readonly Gap[] {
  return declared.flatMap((id) => {
    const reading = unreadable(evidence, id);
    return reading === undefined ? [] : [{ id, reading }];
  });
}

function decideOnGaps(gaps: readonly Gap[]): Decision {
  const titles = new Map<string, readonly string[]>();
  for (const { id, reading } of gaps)
    titles.set(reading.detail, [...(titles.get(reading.detail) ?? []), titleOf(id)]);
  const words = [...titles].map(
    ([detail, unread]) => `${unread.join(', ')} could not be read: ${asSentence(detail)}`,
  );
  const rest = words.length - NAMED_REASONS;
  const more = rest > 0 ? [`${toCount(rest, 'more reason')} of this kind.`] : [];
  return { status: 'unknown', reason: [...words.slice(0, NAMED_REASONS), ...more].join(' ') };
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

type Verdict = Pick<CriterionResult, 'status' | 'reason' | 'attestedBy'>;

/**
 * An attestation decides only where all evidence was read and shows nothing, or shows what lies beyond its sight.
 * Where a piece could not be read it does not: taking a permission away must never raise a level.
 */
function withAttestation(
  { isAttestable }: Decidable,
  { status, reason, isBeyondSight = false }: Decision,
  gaps: readonly Gap[],
  { valid, refusal }: Attested,
): Verdict {
  const say = (remark: string): Verdict => ({ status, reason: `${reason} ${remark}` });
  if (status === 'met' || (valid === undefined && refusal === undefined)) return { status, reason };
  if (!isAttestable) return say('An attestation was ignored: evidence alone decides here.');
  if (valid === undefined) return refusal === undefined ? { status, reason } : say(refusal);
  const { signedBy, statement, until } = valid;
  if (gaps.length > 0) return say(`The attestation of ${signedBy} counts once the evidence can be read.`);
  if (status === 'unmet' && !isBeyondSight)
    return say(`The attestation of ${signedBy} was ignored: the evidence shows otherwise.`);
  return {
    status: 'met',
    reason: `${reason} ${signedBy} attests, until ${until.slice(0, DAY_LENGTH)}: “${statement}”`,
    attestedBy: { signedBy, statement, until },
  };
}

function toFinding(
  { thresholds }: Decidable,
  { values }: Decision,
  id: EvidenceId,
  evidence: Evidence,
  set: ObservationSet,
): Finding {
  const observation = isFactId(id) ? evidence.facts.get(id) : evidence.signals.get(id);
  const threshold = thresholds[id];
  return {
    evidence: id,
    title: titleOf(id),
    source: observation?.source ?? { call: 'none', query: 'not collected' },
    window: observation?.window ?? set.window,
    observedAt: observation?.observedAt ?? set.observedAt,
    value: values?.[id] ?? describeEvidence(evidence, id),
    ...(threshold === undefined ? {} : { threshold }),
  };
}

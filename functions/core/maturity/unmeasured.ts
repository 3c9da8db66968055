import { ATTESTABLE_CONDITIONS } from '../autoops/capabilities.ts';
import type { Assessment, SignalResult } from './assessment.ts';
import { CRITERIA } from './criteria.ts';
import type { EvidenceId } from './criterion.ts';
import { type Evidence, FACT_IDS, missingPermissions, SIGNAL_IDS, titleOf, unreadable } from './evidence.ts';
import type { ObservationSet, Omission } from './observation.ts';
import { serialise } from './serialise.ts';

type Unmeasured = Assessment['unmeasured'];

/** All that could not be measured and why: facts, signals, and attestations that belong to no criterion. */
export function toUnmeasured(
  evidence: Evidence,
  signals: readonly SignalResult[],
  set: ObservationSet,
): Unmeasured {
  const silent = signals
    .filter(({ status }) => status === 'no_data')
    .map(({ id, title, reason = '' }) => ({ evidence: id, title, reason }));
  const unread = [...FACT_IDS, ...SIGNAL_IDS].flatMap((id) => toUnread(evidence, id));
  return [...omitted(set), ...unread, ...silent, ...strayAttestations(set)];
}

const OMITTED: Readonly<Record<Omission['what'], string>> = {
  attestations: 'Attestations',
  'refused-attestations': 'Attestations that were refused',
  'earlier-assessments': 'Earlier assessments',
  'late-evidence': 'Evidence that came too late',
};

/** What the set itself lacks. */
function omitted({ omissions = [] }: ObservationSet): Unmeasured {
  const distinct = new Map(omissions.map((omission) => [serialise(omission), omission]));
  return [...distinct]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { what, detail }]) => ({ evidence: what, title: OMITTED[what], reason: detail }));
}

function toUnread(evidence: Evidence, id: EvidenceId): Unmeasured {
  const reading = unreadable(evidence, id);
  if (reading === undefined) return [];
  const permissions = missingPermissions(id, reading).join(', ');
  return [
    {
      evidence: id,
      title: titleOf(id),
      reason: reading.detail,
      ...(permissions === '' ? {} : { permission: permissions }),
    },
  ];
}

function strayAttestations({ attestations }: ObservationSet): Unmeasured {
  const known = new Set([...CRITERIA, ...ATTESTABLE_CONDITIONS].map(({ id }) => id));
  const stray = new Set(attestations.map(({ criterion }) => criterion).filter((id) => !known.has(id)));
  return [...stray].sort().map((id) => ({
    evidence: id,
    title: 'Attestation',
    reason: `There is no criterion ${id}; the attestation was ignored.`,
  }));
}

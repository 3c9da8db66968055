import type {
  AssessmentSummary,
  Attestation,
  AttestationPlace,
  ObservationSet,
  Omission,
} from '#core/maturity/observation.ts';
import { windowEnding } from '#core/maturity/window.ts';
import type { OwnershipInputs } from '#core/ownership/inputs.ts';
import type { Clock, IdentitySource } from '#functions/ports.ts';
import { type GatherDependencies, gather } from './gather.ts';

/** What an observation set is made with. */
export interface ObserveDependencies extends GatherDependencies {
  readonly identity: IdentitySource;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** What is assessed. */
export interface ObserveSettings {
  /** What the report calls the assessed team. @default - `account` and its number */
  readonly team?: string | undefined;
  readonly stage: string;
  readonly region: string;
  /** Days of the window, today included. */
  readonly windowDays: number;
  readonly gatewayLogGroup?: string | undefined;
  readonly feedbackLogGroup?: string | undefined;
  readonly gatewayRoleArn?: string | undefined;
  /** Where statements are kept. @default - the report names the stack's outputs */
  readonly attestationPlace?: AttestationPlace | undefined;
  /** What people gave for the cost of ownership. @default - nothing */
  readonly ownership?: OwnershipInputs | undefined;
}

/** What an observation set holds beside its observations. */
export interface Remembered {
  /** Attestations whose signature was checked. @default none */
  readonly attestations?: readonly Attestation[];
  /** Earlier assessments, newest last. @default none */
  readonly previous?: readonly AssessmentSummary[];
  /** What of this could not be read. @default none */
  readonly omissions?: readonly Omission[];
  /** Longest time to gather for, in milliseconds. @default 60000 */
  readonly limitMs?: number;
}

/** Gathers all evidence into the set that an assessment is computed from. Throws when nobody is signed in. */
export async function observe(
  dependencies: ObserveDependencies,
  settings: ObserveSettings,
  { attestations = [], previous = [], omissions = [], limitMs }: Remembered = {},
): Promise<ObservationSet> {
  const nowMs = dependencies.clock.now();
  const { accountId } = await dependencies.identity.caller();
  const { attestationPlace, ownership, ...gathered } = settings;
  const { team = `account ${accountId}`, stage, region, windowDays, ...places } = gathered;
  const observedAt = new Date(nowMs).toISOString();
  const window = windowEnding(nowMs, windowDays);
  const late: Omission[] = [];
  const onLate = (afterMs: number) => late.push(lateEvidence(afterMs));
  const request = { ...places, window, observedAt, accountId, region, stage, limitMs, onLate };
  const observations = await gather(dependencies, request);
  const missing = [...omissions, ...late];
  return {
    schemaVersion: 1,
    observedAt,
    scope: { team, accountId, region, stage },
    window,
    observations,
    attestations: [...attestations],
    previous: [...previous],
    ...(missing.length > 0 && { omissions: missing }),
    ...(ownership && { ownership }),
    ...(attestationPlace && { attestationPlace }),
  };
}

function lateEvidence(limitMs: number): Omission {
  const detail = `Not everything was answered within ${Math.round(limitMs / 1000)} s: what is unknown for it may be in place. This assessment is stored, but the next is not held against it.`;
  return { what: 'late-evidence', detail };
}

/** Whether later assessments may be held against this one: nothing of it was left out for want of time or access. */
export function isComparable({ omissions = [] }: ObservationSet): boolean {
  return omissions.every(({ what }) => what === 'refused-attestations');
}

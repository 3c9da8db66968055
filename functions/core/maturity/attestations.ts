import type { Attestation } from './observation.ts';
import { serialise } from './serialise.ts';

/** Longest time an attestation may hold: people forget, and so do the facts they signed. */
export const LONGEST_ATTESTATION_DAYS = 365;

const DAY_MS = 86_400_000;

/** What the attestations of one criterion amount to at a time. */
export interface Attested {
  /** The newest that counts. */
  readonly valid?: Attestation;
  /** Why the newest does not count, when none does. */
  readonly refusal?: string;
}

/** Looks for an attestation that counts at `observedAt`. Order and repeats of the attestations do not matter. */
export function findAttestation(
  attestations: readonly Attestation[],
  criterion: string,
  observedAt: string,
): Attested {
  const newestFirst = attestations
    .filter((attestation) => attestation.criterion === criterion)
    .sort((left, right) => compareNewest(left, right));
  const valid = newestFirst.find((attestation) => refusalOf(attestation, observedAt) === undefined);
  if (valid) return { valid };
  const [newest] = newestFirst;
  const refusal = newest && refusalOf(newest, observedAt);
  return refusal === undefined ? {} : { refusal };
}

function compareNewest(left: Attestation, right: Attestation): number {
  const byTime = Date.parse(right.signedAt) - Date.parse(left.signedAt);
  return byTime === 0 ? Number(serialise(left) < serialise(right)) * 2 - 1 : byTime;
}

function refusalOf({ signedBy, signedAt, until }: Attestation, observedAt: string): string | undefined {
  const [signedMs, untilMs, nowMs] = [signedAt, until, observedAt].map((at) => Date.parse(at));
  if (signedMs === undefined || untilMs === undefined || nowMs === undefined) return undefined;
  const what = `The attestation of ${signedBy}`;
  if (signedMs > nowMs) return `${what} was ignored: it is dated ${signedAt}, which is yet to come.`;
  if (untilMs <= nowMs) return `${what} was ignored: it expired ${until}.`;
  if (untilMs - signedMs > LONGEST_ATTESTATION_DAYS * DAY_MS)
    return `${what} was ignored: it is meant to hold for more than ${LONGEST_ATTESTATION_DAYS} days.`;
  return undefined;
}

import type { Assessment } from '../maturity/assessment.ts';
import { isReservation } from './reservations.ts';

/** Evidence that is missing for one and the same reason. */
export interface Unmeasured {
  readonly reason: string;
  readonly permission?: string;
  readonly titles: readonly string[];
}

/**
 * What could not be measured, one entry for each reason: what the assessment itself lacks, then refusals, which a
 * permission mends, then the rest.
 */
export function groupUnmeasured({ unmeasured }: Assessment): readonly Unmeasured[] {
  return [
    ...toGroups(unmeasured.filter(isReservation)),
    ...toGroups(unmeasured.filter((one) => !isReservation(one) && one.permission !== undefined)),
    ...toGroups(unmeasured.filter((one) => !isReservation(one) && one.permission === undefined)),
  ];
}

function toGroups(unmeasured: Assessment['unmeasured']): readonly Unmeasured[] {
  const groups = new Map<string, Unmeasured>();
  for (const { reason, permission, title } of unmeasured) {
    const key = JSON.stringify([permission, reason]);
    const titles = [...(groups.get(key)?.titles ?? []), title];
    groups.set(key, { reason, permission, titles });
  }
  return [...groups.values()];
}

/** IAM actions whose refusal left something unmeasured, by name. */
export function missingPermissionsOf({ unmeasured, criteria }: Assessment): readonly string[] {
  const refused = unmeasured.flatMap(({ permission }) => permission?.split(', ') ?? []);
  return [
    ...new Set([...refused, ...criteria.flatMap(({ missingPermissions }) => missingPermissions)]),
  ].sort();
}

/** How many criteria are unknown. */
export function countUnknown({ criteria }: Assessment): number {
  return criteria.filter(({ status }) => status === 'unknown').length;
}

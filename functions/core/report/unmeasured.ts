import type { Assessment } from '../maturity/assessment.ts';

/** Evidence that is missing for one and the same reason. */
export interface Unmeasured {
  readonly reason: string;
  readonly permission?: string;
  readonly titles: readonly string[];
}

/** What could not be measured, one entry for each reason, refusals first: those are mended by a permission. */
export function groupUnmeasured({ unmeasured }: Assessment): readonly Unmeasured[] {
  const groups = new Map<string, Unmeasured>();
  for (const { reason, permission, title } of unmeasured) {
    const key = JSON.stringify([permission, reason]);
    const titles = [...(groups.get(key)?.titles ?? []), title];
    groups.set(key, { reason, permission, titles });
  }
  const all = [...groups.values()];
  return [
    ...all.filter(({ permission }) => permission !== undefined),
    ...all.filter(({ permission }) => permission === undefined),
  ];
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

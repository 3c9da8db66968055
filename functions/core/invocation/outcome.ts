import type { InvocationRecord } from './record.ts';

/** Whether an answered call should have told its tokens and did not. Calls that never had any are not missing. */
export function isUsageMissing({ usage }: InvocationRecord): boolean {
  return (
    usage.status === 'unknown' &&
    (usage.reason === 'absent' || usage.reason === 'invalid' || usage.reason === 'interrupted')
  );
}

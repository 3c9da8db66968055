import type { InvocationRecord } from './record.ts';

/** What an absent member of a written record means: zero and false are counted facts here, not missing data. */
export const RECORD_DEFAULTS = {
  stream: false,
  emptyResponse: false,
  toolCalls: 0,
  toolErrors: 0,
  tenantMismatch: false,
} as const;

/** The record as it is written: members that hold their default are left out, reading fills them in again. */
export function withoutDefaults(record: InvocationRecord): Partial<InvocationRecord> {
  const defaults: Readonly<Record<string, unknown>> = RECORD_DEFAULTS;
  return Object.fromEntries(
    Object.entries(record).filter(([name, value]) => value !== undefined && value !== defaults[name]),
  );
}

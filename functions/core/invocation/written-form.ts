import type { InvocationRecord } from './record.ts';

/** What an absent member of a written record means: zero and false are counted facts here, not missing data. */
export const RECORD_DEFAULTS = {
  stream: false,
  emptyResponse: false,
  toolCalls: 0,
  toolErrors: 0,
  tenantMismatch: false,
} as const;

/** The same for the members of usage. */
export const USAGE_DEFAULTS = { cacheReadInputTokens: 0, cacheWriteInputTokens: 0 } as const;

/** The record as it is written: members that hold their default are left out, reading fills them in again. */
export function withoutDefaults(record: InvocationRecord): Readonly<Record<string, unknown>> {
  const { usage, guardrail, ...members } = record;
  const { counts = [], ...named } = guardrail ?? {};
  return {
    ...without(members, RECORD_DEFAULTS),
    usage: without(usage, USAGE_DEFAULTS),
    ...(guardrail && { guardrail: counts.length === 0 ? named : guardrail }),
  };
}

function without(
  members: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).filter(([name, value]) => value !== undefined && value !== defaults[name]),
  );
}

/** What an absent member of a written record means: the ordinary case is a counted fact here, not missing data. */
export const RECORD_DEFAULTS = {
  schemaVersion: 1,
  source: 'gateway',
  withoutBody: false,
  stream: false,
  attempts: 1,
  emptyResponse: false,
  toolCalls: 0,
  toolErrors: 0,
  tenantMismatch: false,
} as const;

/** The same for the members of a guardrail. */
export const GUARDRAIL_DEFAULTS = { origin: 'stack' } as const;

/** The same for the members of usage. */
export const USAGE_DEFAULTS = { cacheReadInputTokens: 0, cacheWriteInputTokens: 0 } as const;

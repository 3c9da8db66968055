import type { RatioTerm } from './definition.ts';

/**
 * What `AWS/Bedrock` `Invocations` counts. AWS has published both: `successful` calls only (older page), and
 * calls `accepted` for processing, those that failed later among them (monitoring-runtime-metrics.html since July
 * 2026). Throttled calls are in neither.
 */
export type InvocationsDefinition = 'accepted' | 'successful';

/** The definition that Waymark goes by: the newer one. */
export const INVOCATIONS_DEFINITION: InvocationsDefinition = 'accepted';

const FAILED: readonly RatioTerm[] = [
  { signal: 'bedrockClientErrors' },
  { signal: 'bedrockServerErrors' },
  { signal: 'bedrockThrottles' },
];

const OVER: Readonly<Record<InvocationsDefinition, readonly RatioTerm[]>> = {
  accepted: [{ signal: 'bedrockInvocations' }, { signal: 'bedrockThrottles' }],
  successful: [{ signal: 'bedrockInvocations' }, ...FAILED],
};

/** Failed calls as a share of all calls, from what AWS counts: the one place that knows what `Invocations` means. */
export function failureRate(definition: InvocationsDefinition) {
  return { of: FAILED, over: OVER[definition] };
}

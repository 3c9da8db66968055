import { fromUsd } from '../cost/money.ts';
import type { InvocationRecord } from '../invocation/record.ts';
import { type CapAmount, NOTHING } from './amount.ts';

/** How a call's reservation ends. */
export interface CapSettlement {
  readonly reserved: CapAmount;
  readonly charged: CapAmount;
}

/** What a call is charged in the end: what it used, what was reserved for it, or nothing. */
export type CapCharge = 'usage' | 'reservation' | 'nothing';

/** How a call ended, as far as its charge depends on it. */
export interface CapEnd extends Pick<InvocationRecord, 'usage' | 'outcome'> {
  /** Whether anything went to Bedrock, or may have. */
  readonly wasSent: boolean;
  /** Whether Bedrock began to answer, or may have. */
  readonly mayHaveAnswered: boolean;
}

/** An error in place of an answer: AWS bills tokens of answers. Timeouts and hang-ups are not among them, there may be one. */
const REFUSED: ReadonlySet<string> = new Set(['client_error', 'throttled', 'server_error']);

/** What to charge. A call whose usage stays unknown keeps its reservation: unknown never becomes zero. */
export function chargeOf({ usage, outcome, wasSent, mayHaveAnswered }: CapEnd): CapCharge {
  if (usage.status === 'known') return 'usage';
  if (!wasSent) return 'nothing';
  return !mayHaveAnswered && REFUSED.has(outcome) ? 'nothing' : 'reservation';
}

/** The amount that is charged. A price that is only missing at the end stays the reserved one. */
export function chargedAmount(
  charge: CapCharge,
  reserved: CapAmount,
  { usage, costUsd }: Pick<InvocationRecord, 'usage' | 'costUsd'>,
): CapAmount {
  if (charge === 'nothing') return NOTHING;
  if (charge === 'reservation' || usage.status === 'unknown') return reserved;
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  const tokens = inputTokens + outputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  return { tokens: BigInt(tokens), usd: costUsd === undefined ? reserved.usd : fromUsd(costUsd) };
}

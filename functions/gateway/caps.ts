import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { type CapAmount, NOTHING } from '#core/caps/amount.ts';
import { blockOf } from '#core/caps/block.ts';
import { type CapCounter, type CapUsage, counterOf } from '#core/caps/counter.ts';
import { type CapPolicy, tenantCaps } from '#core/caps/policy.ts';
import { type CapEnd, chargedAmount, chargeOf } from '#core/caps/settlement.ts';
import type { CapFacts, InvocationRecord } from '#core/invocation/record.ts';
import type { PriceSource } from '#functions/ports.ts';
import type { Call } from './call.ts';
import { type EstimateOptions, estimateOf } from './cap-estimate.ts';
import { type CapLedger, createCapLedger, type Held } from './cap-ledger.ts';
import { capRefusal, uncheckedRefusal, unpricedRefusal } from './cap-refusal.ts';
import type { Refusal } from './refusal.ts';

/** How far a call came. */
export type CapReach = Pick<CapEnd, 'wasSent' | 'mayHaveAnswered'>;

/** A call that may not go on. */
interface CapRefused {
  readonly status: 'refused';
  readonly refusal: Refusal;
  readonly facts: CapFacts;
}

/** Whether a call may go on, and how it is charged at its end. */
export type CapAdmission =
  | CapRefused
  | {
      readonly status: 'admitted';
      /** Charges what the call used in place of what was reserved. Never throws. */
      readonly settle: (record: InvocationRecord, reach: CapReach) => Promise<CapFacts>;
    };

/** Holds calls against the caps of their key and their tenant. */
export interface CapGuard {
  /** Answers nothing, and asks nobody, when the call has no cap. */
  readonly admit: (call: Call) => Promise<CapAdmission | undefined> | undefined;
}

/** What the guard works with. */
export interface CapGuardOptions
  extends Omit<EstimateOptions, 'assumedOutputTokens' | 'prices'>,
    Pick<Parameters<typeof createCapLedger>[0], 'store' | 'clock'> {
  readonly policy: CapPolicy;
  readonly prices: PriceSource;
}

/** A guard over the counters of a store. */
export function createCapGuard(options: CapGuardOptions): CapGuard {
  const ledger = createCapLedger(options);
  return {
    admit: (call) => {
      const counters = countersOf(call, options);
      return counters.length === 0
        ? undefined
        : admit(call, counters, ledger, options).catch((error: unknown) => afterDefect(error, options));
    },
  };
}

/** The key's counter before the tenant's: a key that is used up must not take room from its tenant's other keys. */
function countersOf(
  { operation, key, tenant }: Call,
  { policy, clock }: CapGuardOptions,
): readonly CapCounter[] {
  if (OPERATION_DEFINITIONS[operation].family === 'guardrail') return []; // it calls no model
  const nowMs = clock.now();
  return [
    key && counterOf({ kind: 'key', name: key.keyId }, key.caps, nowMs),
    counterOf({ kind: 'tenant', name: tenant }, tenantCaps(policy, tenant), nowMs),
  ].filter((counter) => counter !== undefined);
}

async function admit(
  call: Call,
  counters: readonly CapCounter[],
  ledger: CapLedger,
  options: CapGuardOptions,
): Promise<CapAdmission> {
  const { policy } = options;
  const prices = await options.prices.pricesFor(call.candidates.map(({ modelId }) => modelId));
  const { assumedOutputTokens } = policy;
  const amount = estimateOf(call, { ...options, prices, assumedOutputTokens });
  const unpriced = amount.usd === undefined ? counters.find(hasUsdLimit) : undefined;
  if (unpriced && policy.unpriced === 'refuse')
    return refused(unpricedRefusal(unpriced, call), { outcome: 'unpriced' });
  const held: Held[] = [];
  for (const counter of counters) {
    const answer = await ledger.reserve(counter, amount);
    if (answer.status === 'refused')
      return refuseUnder(counter, { call, amount, usage: answer.usage, held, ledger, options });
    if (answer.status === 'unchecked' && policy.onFailure === 'refuse')
      return refused(uncheckedRefusal(), { outcome: 'unchecked', ...(await giveBack(held, ledger)) });
    held.push({ counter, reserved: answer.status === 'reserved' ? amount : NOTHING });
  }
  const isUnchecked = held.some(({ reserved }) => reserved === NOTHING);
  return {
    status: 'admitted',
    settle: async (record, reach) => {
      const charge = chargeOf({ ...record, ...reach });
      const charged = chargedAmount(charge, amount, record);
      const isCharged = await ledger.charge(held, charged);
      return {
        outcome: isUnchecked ? 'unchecked' : unpriced ? 'unpriced' : 'admitted',
        charged: isCharged ? charge : 'failed',
      };
    },
  };
}

/** A defect of ours is no reason of its own to refuse: it is treated as counters that cannot be asked. */
function afterDefect(error: unknown, { policy, reportDefect }: CapGuardOptions): CapAdmission {
  reportDefect(error);
  return policy.onFailure === 'refuse'
    ? refused(uncheckedRefusal(), { outcome: 'unchecked' })
    : { status: 'admitted', settle: async () => ({ outcome: 'unchecked', charged: 'failed' }) };
}

const hasUsdLimit = ({ limits }: CapCounter): boolean => limits.some(({ unit }) => unit === 'usd');

const refused = (refusal: Refusal, facts: CapFacts): CapRefused => ({ status: 'refused', refusal, facts });

/** What a call held under another counter goes back before it is refused. */
async function giveBack(held: readonly Held[], ledger: CapLedger): Promise<Pick<CapFacts, 'charged'>> {
  return (await ledger.charge(held, NOTHING)) ? {} : { charged: 'failed' };
}

interface RefusedCall {
  readonly call: Call;
  readonly amount: CapAmount;
  readonly usage: CapUsage | undefined;
  readonly held: readonly Held[];
  readonly ledger: CapLedger;
  readonly options: CapGuardOptions;
}

async function refuseUnder(
  counter: CapCounter,
  { call, amount, usage, held, ledger, options }: RefusedCall,
): Promise<CapRefused> {
  const facts = await giveBack(held, ledger);
  const block = blockOf(counter, usage, amount);
  if (!block) return refused(uncheckedRefusal(), { outcome: 'unchecked', ...facts });
  const refusal = capRefusal({ counter, block, amount, call, nowMs: options.clock.now() });
  return refused(refusal, { outcome: 'refused', by: `${counter.subject.kind}.${block.limit.cap}`, ...facts });
}

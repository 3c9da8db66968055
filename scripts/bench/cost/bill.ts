import { perCall } from './average-call.ts';
import { PRICES, type Price } from './prices.ts';
import { toQuantities } from './quantities.ts';
import type { BillInput, Quantity } from './quantity.ts';

/** One line of a bill. */
export interface BillLine extends Quantity {
  /** Units that are paid for, after what is free. */
  readonly paidUnits: number;
  readonly usd: number;
}

/** A month's bill. */
export interface Bill {
  readonly calls: number;
  readonly lines: readonly BillLine[];
  readonly usd: number;
}

/** How the bill is made out. */
export interface BillOptions {
  /** Whether what every account has free in every month is taken off: another stack may have used it up. */
  readonly hasFreeTier: boolean;
}

/** Prices a month of so many calls. */
export function toBill(input: BillInput, { hasFreeTier }: BillOptions): Bill {
  const left = new Map<string, number>();
  const lines = toQuantities(input).map((quantity) => {
    const price: Price = PRICES[quantity.price];
    const free = left.get(quantity.price) ?? (hasFreeTier ? (price.free ?? 0) : 0);
    left.set(quantity.price, Math.max(0, free - quantity.units));
    const paidUnits = Math.max(0, quantity.units - free);
    return { ...quantity, paidUnits, usd: paidUnits * price.usd };
  });
  return { calls: input.calls, lines, usd: lines.reduce((total, { usd }) => total + usd, 0) };
}

/** What the guardrail's policies cost beside the bill: whether and which texts are checked is the team's choice. */
export function guardrailUsd({ facts, measurement, calls }: BillInput): number {
  const units = calls * perCall(measurement, ({ textUnits }) => textUnits);
  const prices = { content: PRICES.contentFilterUnit, sensitiveInformation: PRICES.sensitiveInformationUnit };
  return facts.guardrailPolicies.reduce((total, policy) => total + units * prices[policy].usd, 0);
}

/** Lines whose units lie above what the price holds for: AWS would charge less. */
export function beyondFirstTier({ lines }: Bill): readonly string[] {
  return lines.flatMap(({ item, units, price }) => {
    const { upTo }: Price = PRICES[price];
    return upTo !== undefined && units > upTo ? [item] : [];
  });
}

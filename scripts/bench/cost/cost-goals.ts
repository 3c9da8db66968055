import type { Goal } from '../goals.ts';
import type { Bill } from './bill.ts';
import type { Figures, Variant } from './figures.ts';

const IDLE_LIMITS: Readonly<Record<Variant, number>> = { overview: 3, all: 12 };
const MILLION = 1_000_000;
const MILLION_LIMIT = 60;

/** How a variant is called in words. */
export const VARIANT_WORDS: Readonly<Record<Variant, string>> = {
  all: 'all six dashboards',
  overview: 'the overview alone',
};

/** Whose bill is held against the limits. */
export type Allowances = 'left' | 'used up';

/**
 * The bill beside its limits. The goals are those of an account whose always-free allowances are `left`: AWS gives them
 * to every account in every month, and the limits take the three free dashboards for granted.
 */
export function toGoals({ variants }: Figures, allowances: Allowances = 'left'): readonly Goal[] {
  return variants.toReversed().flatMap(({ variant, bills, freeTierBills }) => {
    const judged = allowances === 'left' ? freeTierBills : bills;
    return [
      atMost(`idle, ${VARIANT_WORDS[variant]}`, usdOf(judged, 0), IDLE_LIMITS[variant]),
      atMost(`1 million calls, ${VARIANT_WORDS[variant]}`, usdOf(judged, MILLION), MILLION_LIMIT),
    ];
  });
}

function atMost(name: string, value: number | undefined, limit: number): Goal {
  return { name, value, limit, unit: 'USD a month', bound: 'at most' };
}

/** A month's bill of so many calls. */
export function usdOf(bills: readonly Bill[], calls: number): number | undefined {
  return bills.find((bill) => bill.calls === calls)?.usd;
}

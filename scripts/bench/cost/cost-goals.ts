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

/** The goals of the bill: strictly, and in an account that has its free allowances to itself. */
export function toGoals({ variants }: Figures): readonly Goal[] {
  return variants
    .toReversed()
    .flatMap(({ variant, bills, freeTierBills }) => [
      ...goalsOf(variant, bills, 'no free tier'),
      ...goalsOf(variant, freeTierBills, 'free tier'),
    ]);
}

function goalsOf(variant: Variant, bills: readonly Bill[], tier: string): readonly Goal[] {
  const where = `${VARIANT_WORDS[variant]}, ${tier}`;
  return [
    atMost(`idle, ${where}`, usdOf(bills, 0), IDLE_LIMITS[variant]),
    atMost(`1 million calls, ${where}`, usdOf(bills, MILLION), MILLION_LIMIT),
  ];
}

function atMost(name: string, value: number | undefined, limit: number): Goal {
  return { name, value, limit, unit: 'USD a month', bound: 'at most' };
}

/** A month's bill of so many calls. */
export function usdOf(bills: readonly Bill[], calls: number): number | undefined {
  return bills.find((bill) => bill.calls === calls)?.usd;
}

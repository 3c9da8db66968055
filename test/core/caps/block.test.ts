import { describe, expect, it } from 'vitest';
import { blockOf } from '#core/caps/block.ts';
import type { Caps } from '#core/caps/caps.ts';
import { type CapCounter, type CapUsage, counterOf } from '#core/caps/counter.ts';

const NOW = Date.parse('2026-11-21T10:11:12Z');
/** The slot that a call at `NOW` reserves in, and the last one of the day before. */
const [SLOT, EVE] = ['r5882t', 'r5759t'];

function counterWith(caps: Caps): CapCounter {
  const counter = counterOf({ kind: 'key', name: 'k1' }, caps, NOW);
  if (!counter) throw new Error('nothing is capped');
  return counter;
}
const usageOf = (sums: Readonly<Record<string, bigint>>): CapUsage => new Map(Object.entries(sums));

describe('the cap that blocks', () => {
  const caps = { dailyTokens: 100, monthlyTokens: 1_000 };

  it.each([
    [50n, 500n, 'dailyTokens', 51n, false],
    [50n, 995n, 'monthlyTokens', 6n, false],
    [100n, 1_000n, 'monthlyTokens', 1n, false], // both are used up: waiting for the day does not help
    [0n, 999n, 'monthlyTokens', 0n, true], // fits again: the tighter one
  ])('with %d and %d used is %s', (day, month, expected, tokens, isPassing) => {
    const block = blockOf(counterWith(caps), usageOf({ t21: day, t: month }), { tokens });

    expect(block).toMatchObject({ limit: { cap: expected }, isPassing });
  });

  it('passes when calls under way hold what is missing', () => {
    const usage = usageOf({ t21: 95n, t: 95n, [SLOT]: 40n });

    expect(blockOf(counterWith(caps), usage, { tokens: 20n })).toMatchObject({
      limit: { cap: 'dailyTokens' },
      figures: { used: 55n, reserved: 40n },
      isPassing: true,
    });
  });

  it('stays when what is used alone leaves no room', () => {
    const usage = usageOf({ t21: 95n, t: 95n, [SLOT]: 10n });

    expect(blockOf(counterWith(caps), usage, { tokens: 20n })).toMatchObject({
      figures: { used: 85n, reserved: 10n },
      isPassing: false,
    });
  });

  it('is the one that is used up rather than the one that calls under way hold', () => {
    const usage = usageOf({ t21: 30n, t: 995n, [SLOT]: 30n, r5882u: 5n, u21: 5n, u: 5n });
    const counter = counterWith({ ...caps, monthlyUsd: 0.000_000_000_005 });

    expect(blockOf(counter, usage, { tokens: 50n, usd: 1n })).toMatchObject({
      limit: { cap: 'monthlyTokens' },
      isPassing: false,
    });
  });

  it('counts what was reserved before midnight to the month only', () => {
    const counter = counterWith(caps);

    expect(blockOf(counter, usageOf({ t21: 90n, t: 120n, [EVE]: 30n }), { tokens: 20n })).toMatchObject({
      limit: { cap: 'dailyTokens' },
      figures: { used: 90n, reserved: 0n },
      isPassing: false,
    });
    expect(blockOf(counter, usageOf({ t21: 0n, t: 990n, [EVE]: 30n }), { tokens: 20n })).toMatchObject({
      limit: { cap: 'monthlyTokens' },
      figures: { used: 960n, reserved: 30n },
      isPassing: true,
    });
  });

  it('has no figures when the sums could not be read', () => {
    const block = blockOf(counterWith(caps), undefined, { tokens: 20n });

    expect(block).toMatchObject({ limit: { cap: 'dailyTokens' }, isPassing: true });
    expect(block).not.toHaveProperty('figures');
  });
});

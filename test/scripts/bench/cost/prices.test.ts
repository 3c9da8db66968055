import { describe, expect, it } from 'vitest';
import { paidUnits } from '#scripts/bench/cost/actions.ts';
import { FLOORS } from '#scripts/bench/cost/floors.ts';
import { KINDS, SHARES } from '#scripts/bench/cost/mix.ts';
import { PRICES, type Price } from '#scripts/bench/cost/prices.ts';

describe('prices', () => {
  it.each(Object.entries<Price>(PRICES))('of %s say what they are for, and who says so when', (_, price) => {
    expect(price.usd).toBeGreaterThan(0);
    expect(price.unit).not.toBe('');
    expect(price.source).not.toBe('');
    expect(price.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('are only said to be verified where the page is one of AWS', () => {
    for (const { source, isVerified } of Object.values<Price>(PRICES))
      if (isVerified) expect(source).toMatch(/^aws\.amazon\.com\//);
  });

  it('of others have a source', () => {
    for (const { usd, source } of FLOORS) {
      expect(usd).toBeGreaterThan(0);
      expect(source).not.toBe('');
    }
  });
});

describe('paidUnits', () => {
  it('counts what is paid for by the call, whoever makes it', () => {
    const units = paidUnits({
      'gateway dynamodb:UpdateItem': 2,
      'cost dynamodb:PutItem': 1,
      'cost ce:GetCostAndUsage': 3,
      'maturity s3:PutObject': 6,
      'maturity s3:ListObjectsV2': 1,
      'maturity cloudtrail:LookupEvents': 18,
    });

    expect(Object.fromEntries(units)).toEqual({ tableWrite: 3, costExplorerRequest: 3, bucketWrite: 7 });
  });
});

describe('the mix of calls', () => {
  it('is all of the calls', () => {
    expect(KINDS.reduce((total, kind) => total + SHARES[kind], 0)).toBeCloseTo(1, 12);
  });
});

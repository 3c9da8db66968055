import { describe, expect, it } from 'vitest';
import { PRICES, priceLogsPerGigabyte, priceMetrics } from '#scripts/bench/maturity/prices.ts';

describe('prices', () => {
  it('are taken by the metric and by the gigabyte that a query reads', () => {
    expect(priceMetrics(10_748)).toBeCloseTo(0.10748, 6);
    expect(priceLogsPerGigabyte(3)).toBeCloseTo(0.015, 6);
  });

  it.each(Object.entries(PRICES))('of %s say where they come from and when they were read', (_, price) => {
    expect(price.source).not.toBe('');
    expect(price.readOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

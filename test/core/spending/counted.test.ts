import { describe, expect, it } from 'vitest';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { type Listing, type MetricResult, planMetrics } from '#core/maturity/metric-plan.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import { CountedCosts, readCountedCosts } from '#core/spending/counted.ts';

const LITE = 'us.amazon.nova-lite-v1:0';

/** AWS's sums by model id and metric name. */
function read(sums: Readonly<Record<string, Readonly<Record<string, number>>>>, failing?: string) {
  const metrics = Object.entries(sums).flatMap(([ModelId, values]) =>
    Object.keys(values).map((metricName) => ({
      ...{ namespace: 'AWS/Bedrock', metricName, dimensions: { ModelId } },
    })),
  );
  const listings = new Map<string, Listing>([['AWS/Bedrock', { status: 'known', metrics }]]);
  const plan = planMetrics({ table: catalogue, listings, stage: 'prod' });
  const results = plan.queries.map(({ namespace, metricName, dimensions, statistic }): MetricResult => {
    if (metricName === failing)
      return { status: 'unknown', reason: 'throttled', detail: 'AWS throttled the query.' };
    const value = namespace === 'AWS/Bedrock' ? sums[dimensions.ModelId ?? '']?.[metricName] : undefined;
    const isSum = statistic === 'Sum' && value !== undefined;
    return { status: 'known', points: isSum ? [{ startMs: 0, value }] : [] };
  });
  return readCountedCosts(plan, results, { region: 'us-east-1', book: defaultPriceBook });
}

const countedOf = (reading: ReturnType<typeof read>): CountedCosts => {
  if (reading.status === 'unknown') throw new Error(reading.detail);
  return CountedCosts.parse(reading.value);
};

describe('what AWS counted, by list price', () => {
  it('is the tokens of each model id at its price, cached ones at theirs', () => {
    // 0.06, 0.24 and 0.015 USD per million: 1 x 0.06 + 0.5 x 0.24 + 2 x 0.015 = 0.21
    const { models } = countedOf(
      read({
        [LITE]: {
          ...{ Invocations: 100, InputTokenCount: 1_000_000, OutputTokenCount: 500_000 },
          CacheReadInputTokenCount: 2_000_000,
        },
      }),
    );

    expect(models).toEqual([
      {
        ...{ modelId: LITE, calls: 100, inputTokens: 1_000_000, outputTokens: 500_000 },
        ...{ cacheReadInputTokens: 2_000_000, cacheWriteInputTokens: 0, costUsd: 0.21 },
      },
    ]);
  });

  it('leaves a model without a price unknown, with the reason, and prices the others', () => {
    const { models } = countedOf(
      read({
        'house.brand-v1:0': { Invocations: 9, InputTokenCount: 500 },
        [LITE]: { Invocations: 1, InputTokenCount: 10 },
      }),
    );

    expect(models.map(({ modelId }) => modelId)).toEqual([LITE, 'house.brand-v1:0']);
    expect(models[1]).not.toHaveProperty('costUsd');
    expect(models[1]?.reason).toContain('is not in the price table');
  });

  it('has no zero for calls without tokens, as of images', () => {
    const { models } = countedOf(read({ 'stability.sd3-5-large-v1:0': { Invocations: 5 } }));

    expect(models).toMatchObject([{ calls: 5, reason: expect.stringContaining('no tokens') }]);
    expect(models[0]).not.toHaveProperty('costUsd');
  });

  it('names the tables that the prices are from', () => {
    expect(countedOf(read({})).prices).toEqual([...defaultPriceBook.sources]);
  });

  it.each(['InputTokenCount', 'CacheReadInputTokenCount', 'Invocations'])(
    'is unknown when %s could not be read',
    (metric) => {
      const sums = { Invocations: 1, InputTokenCount: 1, OutputTokenCount: 1, CacheReadInputTokenCount: 1 };

      expect(read({ [LITE]: sums }, metric)).toMatchObject({ status: 'unknown', reason: 'throttled' });
    },
  );

  it.each([-1, 1e300])('is unknown when AWS counts %d tokens', (InputTokenCount) => {
    expect(read({ [LITE]: { Invocations: 1, InputTokenCount } })).toMatchObject({ status: 'unknown' });
  });
});

import type { CountedCosts } from '#core/spending/counted.ts';
import type { PeriodCosts, RecordedCosts } from '#core/spending/recorded.ts';

const period = (from: string, to: string, figures: Partial<PeriodCosts> = {}): PeriodCosts => ({
  ...{ from, to, missingDays: [], calls: 0, unpricedCalls: 0 },
  ...figures,
});

/** A fortnight of two models and two tenants, 4,800 calls and 120.50 USD. */
export const recordedCosts = (changes: Partial<RecordedCosts> = {}): RecordedCosts => ({
  window: period('2026-11-08', '2026-11-21', { calls: 4_800, unpricedCalls: 12, costUsd: 120.5 }),
  asOf: '2026-11-21T06:00:00.000Z',
  daysWithoutUsers: 0,
  total: {
    ...{ calls: 4_800, pricedCalls: 4_780, unpricedCalls: 12, inputTokens: 2_400_000, outputTokens: 900_000 },
    ...{ cacheReadInputTokens: 1_600_000, cacheWriteInputTokens: 120_000 },
    ...{ costUsd: 120.5, cacheSavedUsd: 4.2, costPerThousandRequestsUsd: 25.167 },
    ...{
      users: 40,
      costPerUserUsd: 3,
      acceptedAnswers: 120,
      ratedAnswers: 150,
      costPerAcceptedAnswerUsd: 1.004,
    },
  },
  models: {
    groups: [
      { key: 'anthropic.claude-sonnet-5', calls: 1_200, unpricedCalls: 0, costUsd: 110 },
      { key: 'amazon.nova-lite-v1:0', calls: 3_588, unpricedCalls: 0, costUsd: 10.5 },
      { key: 'house.brand-v1:0', calls: 12, unpricedCalls: 12 },
    ],
  },
  tenants: {
    groups: [{ key: 'acme', calls: 4_000, unpricedCalls: 12, costUsd: 100 }],
    others: { count: 3, calls: 800, unpricedCalls: 0, costUsd: 20.5 },
  },
  applications: {
    groups: [
      { key: 'helpdesk', calls: 4_000, unpricedCalls: 12, costUsd: 100 },
      { calls: 800, unpricedCalls: 0, costUsd: 20.5 },
    ],
  },
  compared: {
    now: period('2026-11-08', '2026-11-20', { calls: 4_700, unpricedCalls: 12, costUsd: 118 }),
    before: period('2026-10-26', '2026-11-07', { calls: 4_000, costUsd: 100 }),
  },
  month: period('2026-11-01', '2026-11-21', { calls: 7_000, unpricedCalls: 12, costUsd: 180 }),
  lastMonth: period('2026-10-01', '2026-10-31', {
    calls: 8_000,
    costUsd: 200,
    missingDays: ['2026-10-01', '2026-10-02', '2026-10-03'],
  }),
  unpriced: [{ reason: 'model_unknown', model: 'house.brand-v1:0', calls: 12 }],
  isReconciled: true,
  reconciled: [
    { day: '2026-11-18', estimatedUsd: 9, billedUsd: 10, unpricedCalls: 2, isEstimated: false },
    { day: '2026-11-19', estimatedUsd: 9, billedUsd: 10, unpricedCalls: 1, isEstimated: true },
  ],
  ...changes,
});

/** What AWS counted of two models, one of which has no price. */
export const countedCosts = (changes: Partial<CountedCosts> = {}): CountedCosts => ({
  models: [
    {
      ...{ modelId: 'us.anthropic.claude-sonnet-5', calls: 1_300, inputTokens: 1_000_000 },
      ...{ outputTokens: 600_000, cacheReadInputTokens: 0, cacheWriteInputTokens: 0, costUsd: 112.25 },
    },
    {
      ...{ modelId: 'house.brand-v1:0', calls: 12, inputTokens: 900, outputTokens: 100 },
      ...{ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
      reason: 'house.brand-v1:0 is not in the price table.',
    },
  ],
  prices: [{ source: 'genai-prices', version: '0.1.8', date: '2026-09-23' }],
  ...changes,
});

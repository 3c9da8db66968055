import type { MetricResult } from '#core/maturity/metric-plan.ts';
import { DAY_MS } from '#core/maturity/window.ts';
import { HISTORY_DAYS, type OutlookInput } from '#core/outlook/input.ts';

export const TODAY = '2026-11-21';
export const TODAY_MS = Date.parse(TODAY);

/** A metric's daily sums that end yesterday. */
export function daily(values: readonly (number | null)[]): MetricResult {
  return {
    status: 'known',
    points: values.flatMap((value, index) =>
      value === null ? [] : [{ startMs: TODAY_MS - (values.length - index) * DAY_MS, value }],
    ),
  };
}

/** A model's use with one busy hour at noon of each day, in tokens a minute. */
export function hourly(peaks: readonly number[]): MetricResult {
  return {
    status: 'known',
    points: peaks.flatMap((peak, index) => {
      const dayMs = TODAY_MS - (peaks.length - index) * DAY_MS;
      return [
        { startMs: dayMs + DAY_MS / 2, value: peak * 60 },
        { startMs: dayMs + DAY_MS / 4, value: peak * 6 },
      ];
    }),
  };
}

/** An input without any data; parts can be replaced. */
export function outlookInput(parts: Partial<OutlookInput> = {}): OutlookInput {
  const missing = {
    status: 'unknown',
    reason: 'not_collected',
    detail: 'There is no monthly budget.',
  } as const;
  return {
    observedAt: `${TODAY}T09:30:30.000Z`,
    scope: { team: 'Team A', accountId: '123456789012', region: 'eu-central-1', stage: 'prod' },
    window: {
      start: new Date(TODAY_MS - HISTORY_DAYS * DAY_MS).toISOString(),
      end: new Date(TODAY_MS).toISOString(),
    },
    daily: new Map([
      ['inputTokens', daily([])],
      ['outputTokens', daily([])],
      ['cacheReadInputTokens', daily([])],
      ['cacheWriteInputTokens', daily([])],
    ]),
    quotaUse: { status: 'known', models: [] },
    quotas: { status: 'known', quotas: [] },
    ownQuotas: {},
    budget: missing,
    active: { status: 'known', days: [] },
    ...parts,
  };
}

/** The same with a cost for each day. */
export function costing(
  values: readonly (number | null)[],
  monthlyUsd: number | undefined,
  parts: Partial<OutlookInput> = {},
): OutlookInput {
  const input = outlookInput(parts);
  return {
    ...input,
    daily: new Map([...input.daily, ['cost', daily(values)]]),
    ...(monthlyUsd !== undefined && { budget: { status: 'known', monthlyUsd, source: 'AWS Budgets' } }),
  };
}

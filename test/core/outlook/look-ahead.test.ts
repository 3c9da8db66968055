import { describe, expect, it } from 'vitest';
import { logisticAt } from '#core/adoption/logistic.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { DAY_MS } from '#core/maturity/window.ts';
import { addDays, toDay } from '#core/outlook/days.ts';
import type { ActiveDay, OutlookInput } from '#core/outlook/input.ts';
import { lookAhead } from '#core/outlook/look-ahead.ts';
import { Outlook, toFigures, type Verdict } from '#core/outlook/outlook.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import { outlookSamples } from '#core/signals/samples.ts';
import { simulate } from '../forecast/simulated-series.ts';
import { costing, daily, hourly, outlookInput, TODAY_MS } from './sample-input.ts';

const flat = (value: number, days = 63): readonly number[] => Array.from({ length: days }, () => value);
const denied = {
  status: 'unknown',
  reason: 'denied',
  detail: 'cloudwatch:ListMetrics: AWS answered AccessDenied (HTTP 403).',
} as const;

/** Use that doubles in some days, with a week and noise of a tenth. */
function simulateGrowth(seed: string, doublingDays: number, days = 73): readonly number[] {
  return simulate({ seed, days, level: 1, season: [0], noise: 0.1 }).map(
    (factor, day) => 1_000 * factor * 2 ** (day / doublingDays) * (day % 7 >= 5 ? 0.6 : 1),
  );
}

/** Whether a day on which a limit was met, or that it was not, is what a verdict allows. */
function isWithin(verdict: Verdict | undefined, onDay: string | undefined): boolean {
  if (verdict?.status === 'not_reached') {
    const from = verdict.earliest ?? addDays(verdict.until, 1);
    return onDay === undefined || onDay >= from;
  }
  if (verdict?.status !== 'reached') return false;
  const { earliest, latest } = verdict;
  return onDay === undefined
    ? latest === undefined
    : onDay >= earliest && (latest === undefined || onDay <= latest);
}

describe('an outlook', () => {
  it('is what its schema says, and the same bytes for the same input', () => {
    const input = costing(simulate({ seed: 'cost', days: 63, noise: 90 }), 20_000);

    const json = serialise(lookAhead(input));

    expect(serialise(lookAhead(structuredClone(input)))).toBe(json);
    expect(serialise(Outlook.parse(JSON.parse(json)))).toBe(json);
  });

  it('of an account without data says of everything why it is undetermined', () => {
    const { series, quotas, quotasUnknown, budget, adoption } = lookAhead(outlookInput());

    expect(series.map(({ forecast }) => forecast)).toEqual([
      {
        status: 'undetermined',
        reason: '0 days with data over 0 days; a forecast takes 12 over 13.',
      },
      { status: 'undetermined', reason: 'Cost has no signal: the catalogue has no row cost.' },
    ]);
    expect(quotas).toEqual([]);
    expect(quotasUnknown).toBe('Bedrock reports no use of a token quota for any model.');
    expect(budget.verdict).toEqual({ status: 'undetermined', reason: 'There is no monthly budget.' });
    expect(adoption.map(({ curve }) => curve.status)).toEqual(
      Array.from({ length: 3 }, () => 'undetermined'),
    );
  });

  it('adds a counter that has no datapoint on a day as nothing, and leaves a day without any of them unknown', () => {
    const input = outlookInput();
    const rows = new Map([
      ...input.daily,
      ['inputTokens', daily([5, null, 7])],
      ['outputTokens', daily([1, null, null])],
    ]);

    const [tokens] = lookAhead({ ...input, daily: rows }).series;

    expect(tokens?.history).toEqual({ startDay: '2026-11-18', values: [6, null, 7] });
  });
});

describe('a budget', () => {
  const budgetOf = (input: OutlookInput) => lookAhead(input).budget;

  it('is used up on the day that recorded and predicted cost reach it', () => {
    // twenty days of 10 USD are spent; 55 more last up to the sixth day, today being the first
    const { verdict, spentUsd, monthUsd, unknownDays } = budgetOf(costing(flat(10), 255));

    expect(spentUsd).toBe(200);
    expect(unknownDays).toBe(0);
    expect(monthUsd).toEqual({ value: 300, lower: 298, upper: 302 });
    expect(verdict).toEqual({
      status: 'reached',
      inDays: 5,
      onDay: '2026-11-26',
      earliest: '2026-11-26',
      latest: '2026-11-26',
    });
  });

  it('says how many calls of this month are not in the cost, where they are counted', () => {
    const input = costing(flat(10), 255);
    const daysOfUnpriced = daily([9, ...flat(0, 18), 2, 3]);

    expect(budgetOf(input).unpricedCalls).toBeUndefined();
    expect(
      budgetOf({ ...input, daily: new Map([...input.daily, ['unpricedCalls', daysOfUnpriced]]) }),
    ).toMatchObject({
      unpricedCalls: 5,
    });
  });

  it('that lasts is not used up by the last day of the month', () => {
    expect(budgetOf(costing(flat(10), 303)).verdict).toEqual({ status: 'not_reached', until: '2026-11-30' });
  });

  it('that only the upper bound reaches says when that is', () => {
    expect(budgetOf(costing(flat(10), 301)).verdict).toEqual({
      status: 'not_reached',
      until: '2026-11-30',
      earliest: '2026-11-30',
    });
  });

  it('that is spent already names the day', () => {
    expect(budgetOf(costing(flat(10), 95)).verdict).toMatchObject({ inDays: 0, onDay: '2026-11-10' });
  });

  it('is undetermined where the history is too short to see the end of the month', () => {
    const early = { window: { ...outlookInput().window } };
    const { verdict, unknownDays } = budgetOf(costing(flat(10, 9), 1_000, early));

    expect(verdict.status).toBe('undetermined');
    expect(unknownDays).toBe(11);
  });

  it('of which days are unknown adds what the same weekdays had, and nothing at the least', () => {
    const values = flat(10).map((value, day) => (day === 50 || day === 51 ? null : value));
    const { spentUsd, unknownDays, unknownUsd, leftOutDays, monthUsd } = budgetOf(costing(values, 1_000));

    expect({ spentUsd, unknownDays, leftOutDays }).toEqual({ spentUsd: 180, unknownDays: 2, leftOutDays: 0 });
    expect(unknownUsd).toEqual({ value: 20, lower: 0, upper: 20 });
    expect(monthUsd?.value).toBe(300);
    expect(monthUsd?.lower).toBeLessThanOrEqual(280);
  });

  it('without a day that is unknown is never lower for one that is', () => {
    const values = simulate({ seed: 'known', days: 63, noise: 50 });
    const whole = budgetOf(costing(values, 1e6)).monthUsd;

    for (let day = 43; day < 60; day += 4) {
      const gapped = budgetOf(
        costing(
          values.map((value, index) => (index === day ? null : value)),
          1e6,
        ),
      ).monthUsd;
      expect(gapped?.value).toBeGreaterThan(0.97 * (whole?.value ?? 0));
      expect(gapped?.upper).toBeGreaterThan(0.97 * (whole?.upper ?? 0));
      expect(gapped?.lower).toBeLessThan(whole?.lower ?? 0);
    }
  });

  it('leaves days before the first record and weekdays without any out, and counts them', () => {
    const late = [...flat(10, 50).map(() => null), ...flat(10, 13)];
    const workdays = flat(10).map((value, day) => (day % 7 >= 5 ? null : value));

    expect(budgetOf(costing(late, 1_000))).toMatchObject({ unknownDays: 7, leftOutDays: 7 });
    expect(budgetOf(costing(late, 1_000)).unknownUsd).toBeUndefined();
    // Saturdays and Sundays before and after the 21st
    expect(budgetOf(costing(workdays, 1_000))).toMatchObject({ unknownDays: 6, leftOutDays: 8 });
  });

  it('of growing cost is used up within the range of days that is printed, four times in five', () => {
    const held = [14, 20, 30, 45].flatMap((doubling) =>
      Array.from({ length: 12 }, (_, run) => {
        const truth = simulateGrowth(`budget ${doubling} ${run}`, doubling);
        const monthUsd = truth.slice(43).reduce((sum, value) => sum + value, 0);
        const spent = truth.slice(43, 63).reduce((sum, value) => sum + value, 0);
        const limit = spent + (0.2 + (0.7 * run) / 12) * (monthUsd - spent);
        let sum = 0;
        const onDay = truth.slice(43).findIndex((value) => {
          sum += value;
          return sum >= limit;
        });
        return isWithin(budgetOf(costing(truth.slice(0, 63), limit)).verdict, addDays('2026-11-01', onDay));
      }),
    );

    expect(held.filter(Boolean).length / held.length).toBeGreaterThanOrEqual(0.75);
  });

  it('has a range of days around the predicted one where cost varies', () => {
    const { verdict, monthUsd } = budgetOf(
      costing(
        simulate({ seed: 'budget', days: 63, noise: 150 }).map((value) => value / 100),
        240,
      ),
    );

    if (verdict.status !== 'reached') throw new Error(JSON.stringify(verdict));
    expect(verdict.earliest <= verdict.onDay).toBe(true);
    expect(verdict.latest === undefined || verdict.onDay <= verdict.latest).toBe(true);
    expect(monthUsd?.lower).toBeLessThan(monthUsd?.upper ?? 0);
  });
});

describe('a token quota', () => {
  const model = 'us.anthropic.claude-sonnet-4-20250514-v1:0';
  const quota = {
    name: 'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4 V1',
    value: 20_000,
  };
  const growing = hourly(Array.from({ length: 63 }, (_, day) => 5_000 + 220 * day));
  const input = (parts: Partial<OutlookInput> = {}) =>
    outlookInput({
      quotaUse: { status: 'known', models: [{ modelId: model, result: growing }] },
      quotas: { status: 'known', quotas: [quota] },
      ...parts,
    });

  it('is used up when the busiest hour of a day is predicted to need all of it', () => {
    const [outlook] = lookAhead(input()).quotas;

    expect(outlook).toMatchObject({ modelId: model, tokensPerMinute: 20_000, source: quota.name });
    expect(outlook?.history.values.at(-1)).toBe(5_000 + 220 * 62);
    if (outlook?.verdict.status !== 'reached') throw new Error(JSON.stringify(outlook?.verdict));
    expect(outlook.verdict.inDays).toBeGreaterThan(3);
    expect(outlook.verdict.inDays).toBeLessThan(20);
  });

  it('of growing use is used up within the range of days that is printed, four times in five', () => {
    const held = [14, 20, 30].flatMap((doubling) =>
      Array.from({ length: 12 }, (_, run) => {
        const truth = simulateGrowth(`quota ${doubling} ${run}`, doubling, 94);
        const limit = Math.max(...truth.slice(49, 63)) * (1.15 + run / 12);
        const at = truth.slice(63).findIndex((value) => value >= limit);
        const { verdict } =
          lookAhead(
            input({
              quotaUse: { status: 'known', models: [{ modelId: model, result: hourly(truth.slice(0, 63)) }] },
              ownQuotas: { [model]: limit },
            }),
          ).quotas[0] ?? {};
        return isWithin(verdict, at === -1 ? undefined : addDays('2026-11-21', at));
      }),
    );

    expect(held.filter(Boolean).length / held.length).toBeGreaterThanOrEqual(0.75);
  });

  it('of the settings goes before that of Service Quotas', () => {
    const [outlook] = lookAhead(input({ ownQuotas: { [model]: 1_000_000 } })).quotas;

    expect(outlook).toMatchObject({ tokensPerMinute: 1_000_000, source: 'outlook.tokensPerMinuteQuotas' });
    expect(outlook?.verdict.status).toBe('not_reached');
  });

  it('that cannot be told, or not be read, is undetermined and says what to set', () => {
    const none = lookAhead(input({ quotas: { status: 'known', quotas: [] } })).quotas[0]?.verdict;
    const unread = lookAhead(input({ quotas: denied })).quotas[0]?.verdict;

    expect(none).toMatchObject({ reason: expect.stringContaining('outlook.tokensPerMinuteQuotas') });
    expect(unread).toEqual({ status: 'undetermined', reason: denied.detail });
    expect(lookAhead(input({ quotaUse: denied }))).toMatchObject({
      quotas: [],
      quotasUnknown: denied.detail,
    });
  });
});

describe('adoption', () => {
  it('of users is an S-curve over whole weeks, dated', () => {
    const curve = { capacity: 300, rate: 0.5, midpoint: 12 };
    const days = Array.from({ length: 26 * 7 }, (_, day): ActiveDay => {
      const weekend = day % 7 >= 5 ? 0.4 : 1;
      return {
        day: toDay(TODAY_MS - (26 * 7 - day) * DAY_MS),
        applications: null,
        users: Math.round(logisticAt(curve, day / 7) * weekend),
      };
    });

    const { adoption } = lookAhead(outlookInput({ active: { status: 'known', days } }));
    const [applications, users] = adoption;

    expect(applications?.curve).toEqual({
      status: 'undetermined',
      reason: 'No record of a call names its application.',
    });
    if (users?.curve.status !== 'determined') throw new Error(JSON.stringify(users?.curve));
    expect(users.curve.capacity.value).toBeGreaterThan(240);
    expect(users.curve.capacity.value).toBeLessThan(255);
    const midpoint = TODAY_MS - (26 - 12) * 7 * DAY_MS;
    expect(Math.abs(Date.parse(users.curve.midpoint.value) - midpoint)).toBeLessThanOrEqual(3 * DAY_MS);
    expect(users.curve.ahead).toHaveLength(4);
  });

  it('of two weeks says how many it takes', () => {
    const { adoption } = lookAhead(
      outlookInput({ daily: new Map([...outlookInput().daily, ['inputTokens', daily(flat(5, 14))]]) }),
    );

    expect(adoption.at(-1)?.curve).toEqual({
      status: 'undetermined',
      reason: '2 whole weeks with data; the S-curve takes 8.',
    });
  });
});

describe('the figures of an outlook', () => {
  it('are metrics of the stage alone, and only what is determined is among them', () => {
    const figures = toFigures(lookAhead(costing(flat(10), 255)));

    expect(outlookSamples(figures)).toEqual([
      {
        metricName: catalogue.budgetExhaustedInDays.metricName,
        unit: 'None',
        value: 5,
        dimensionSets: [{ Stage: 'prod' }],
      },
      {
        metricName: catalogue.forecastCostUsd.metricName,
        unit: 'None',
        value: 300,
        dimensionSets: [{ Stage: 'prod' }],
      },
    ]);
    expect(outlookSamples(toFigures(lookAhead(outlookInput())))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Forecast, forecastDaily } from '#core/forecast/forecast.ts';
import type { DailyValues } from '#core/forecast/series.ts';
import { FAMILIES } from '#scripts/bench/forecast/families.ts';
import { measureFamily, type Tally } from '#scripts/bench/forecast/measure.ts';
import { simulate } from './simulated-series.ts';

const determined = (values: DailyValues, horizon = 14): Forecast => {
  const forecast = forecastDaily(values, horizon);
  if (forecast.status !== 'determined') throw new Error(forecast.reason);
  return forecast;
};

const FEW = { series: 12 };
const share = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, { held }) => sum + held, 0) / tallies.reduce((sum, { all }) => sum + all, 0);

describe('the interval of a forecast', () => {
  const known = FAMILIES.filter(({ isDetermined }) => isDetermined);

  /** Families whose intervals are to be narrower than the level itself. */
  const steady = new Set(['level', 'week', 'doubling-14', 'doubling-30', 'growth']);

  it.each(known)('holds about four days in five of: $title', (family) => {
    const { days, sums, dates, refused, size } = measureFamily(family, { history: 63, ...FEW });

    expect(refused).toBeLessThanOrEqual(FEW.series / 2);
    expect(share(Object.values(days))).toBeGreaterThanOrEqual(0.72);
    expect(share(Object.values(sums))).toBeGreaterThanOrEqual(0.66);
    expect(share([dates])).toBeGreaterThanOrEqual(0.75);
    if (steady.has(family.id)) expect(size.width / FEW.series).toBeLessThan(1);
  });

  it('holds them from three weeks of history as well', () => {
    const doubling = known.filter(({ id }) => /doubling|week|linear/.test(id));

    for (const family of doubling) {
      const { days } = measureFamily(family, { history: 21, ...FEW });
      expect(share(Object.values(days)), family.title).toBeGreaterThanOrEqual(0.75);
    }
  });

  it('has a floor where the past has no noise at all, and it grows with the distance', () => {
    const { days, sums } = determined(simulate({ seed: 'week', days: 63 }));

    expect(days[0]).toEqual({ value: 1200, lower: 1176, upper: 1224 });
    expect(days[13]?.upper).toBeGreaterThan((days[13]?.value ?? 0) * 1.07);
    expect(sums[6]?.upper).toBeGreaterThan(sums[6]?.value ?? 0);
  });

  it('grows with the level: the same noise in percent is wider on the larger day', () => {
    const values = Array.from({ length: 63 }, (_, day) => 2 ** (day / 20) * (day % 2 === 0 ? 1.1 : 0.9));

    const { days, accuracy } = determined(values, 31);

    const widths = days.map((day) => (day ? day.upper - day.lower : 0));
    expect(accuracy.method).toBe('trend-log');
    expect(widths[30]).toBeGreaterThan(2 * (widths[0] ?? 0));
  });
});

describe('what a history does not tell', () => {
  it('is not followed for ever: predictions end before six times the last week', () => {
    const values = Array.from({ length: 63 }, (_, day) => 2 ** (day / 5));
    const week = values.slice(-7).reduce((sum, value) => sum + value, 0) / 7;

    const { days } = determined(values, 31);

    expect(days.length).toBeGreaterThan(3);
    expect(days.length).toBeLessThan(20);
    for (const day of days) expect(day?.value).toBeLessThanOrEqual(6 * week);
  });

  it('is refused where days swing beyond any use of a range', () => {
    const values = Array.from({ length: 63 }, (_, day) => (day % 9 === 4 ? 1_000_000 : 1));

    expect(forecastDaily(values, 14)).toMatchObject({
      status: 'undetermined',
      reason: expect.stringContaining('ten times its level'),
    });
  });
});

describe('the method of a forecast', () => {
  it('follows a trend that the same day last week cannot, and says by how much it is better', () => {
    const truth = simulate({ seed: 'trend', days: 77, trend: 25, noise: 20 });

    const { accuracy, days } = determined(truth.slice(0, 63));

    expect(accuracy.method).toMatch(/^(holt-winters|trend)$/);
    expect(accuracy.mase).toBeLessThan(0.7);
    expect(accuracy.wape).toBeLessThan(accuracy.naiveWape ?? 0);
    for (const [ahead, day] of days.entries())
      expect(Math.abs((day?.value ?? 0) - (truth[63 + ahead] ?? 0))).toBeLessThan(250);
  });

  it('is the seasonal naive one where nothing beats it', () => {
    const { accuracy, days } = determined(simulate({ seed: 'week', days: 63 }));

    expect(accuracy).toEqual({ method: 'seasonal-naive', origins: 49, wape: 0, naiveWape: 0 });
    expect(days[0]?.value).toBe(1200);
  });

  it('repeats a constant and a series of zeros without an error to divide by', () => {
    for (const constant of [0, 250]) {
      const { accuracy, days } = determined(Array.from({ length: 40 }, () => constant));

      expect(accuracy).toMatchObject({ method: 'seasonal-naive' });
      expect(accuracy.mase).toBeUndefined();
      expect(days.map((day) => day?.value)).toEqual(Array.from({ length: 14 }, () => constant));
    }
  });

  it('is moved little by one wild day', () => {
    const calm = simulate({ seed: 'calm', days: 63, noise: 40 });
    const wild = calm.map((value, day) => (day === 60 ? 60_000 : value));

    const before = determined(calm).days;
    const after = determined(wild).days;

    for (const [ahead, day] of after.entries())
      expect(Math.abs((day?.value ?? 0) - (before[ahead]?.value ?? 0))).toBeLessThan(400);
  });
});

describe('days without data', () => {
  it('are unknown, not zero: a forecast over gaps stays at the level of the known days', () => {
    const truth = simulate({ seed: 'gaps', days: 63, noise: 30 });
    const gapped = truth.map((value, day) => (day % 5 === 3 || (day > 30 && day < 36) ? null : value));

    const { days } = determined(gapped);

    for (const [ahead, day] of days.entries())
      expect(day?.value).toBeGreaterThan((truth[49 + ahead] ?? 0) - 200);
  });

  it('leave a day of the week that was never seen without a prediction', () => {
    const workdays = simulate({ seed: 'office', days: 63, noise: 30 }).map((value, day) =>
      day % 7 >= 5 ? null : value,
    );

    const { days, sums } = determined(workdays);

    expect(days.map((day) => day === null)).toEqual(
      Array.from({ length: 14 }, (_, ahead) => (63 + ahead) % 7 >= 5),
    );
    expect(sums.every(({ value }, index) => index === 0 || value >= (sums[index - 1]?.value ?? 0))).toBe(
      true,
    );
  });

  it('before the first known one do not count as history', () => {
    const late = [...Array.from({ length: 55 }, () => null), 1, 2, 3, 4, 5, 6, 7, 8];

    expect(forecastDaily(late, 14)).toEqual({
      status: 'undetermined',
      reason: '8 days with data over 8 days; a forecast takes 12 over 13.',
    });
  });
});

describe('days without data up to now', () => {
  const busy = Array.from({ length: 30 }, () => 100);

  it('are a long weekend up to three', () => {
    expect(forecastDaily([...busy, null, null, null], 7).status).toBe('determined');
  });

  it('may be the end of it beyond, so that nothing is predicted', () => {
    expect(forecastDaily([...busy, null, null, null, null], 7)).toEqual({
      status: 'undetermined',
      reason: '4 days without data up to now; a forecast takes at most 3.',
    });
  });
});

describe('any forecast', () => {
  const value = fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: null, freq: 6 });
  const series = fc.array(value, { maxLength: 63, size: 'max' });

  it('has ordered, finite, non-negative bounds and looks at most half as far ahead as back', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 31 }), (values, horizon) => {
        const forecast = forecastDaily(values, horizon);
        if (forecast.status === 'undetermined') {
          expect(forecast.reason).not.toBe('');
          return;
        }
        const { days, sums } = forecast;
        expect(days.length).toBeLessThanOrEqual(Math.min(horizon, values.length / 2));
        for (const day of [...days, ...sums]) {
          if (day === null) continue;
          expect(0 <= day.lower && day.lower <= day.value && day.value <= day.upper).toBe(true);
          expect(Number.isFinite(day.upper)).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('is the same for the same series, and scales with its unit', () => {
    fc.assert(
      fc.property(series, (values) => {
        const once = forecastDaily(values, 14);
        expect(JSON.stringify(forecastDaily([...values], 14))).toBe(JSON.stringify(once));
        const doubled = forecastDaily(
          values.map((one) => (one === null ? null : one * 2)),
          14,
        );
        const methodOf = (forecast: typeof once) =>
          forecast.status === 'determined' ? forecast.accuracy.method : undefined;
        expect(methodOf(doubled)).toBe(methodOf(once));
      }),
      { numRuns: 20 },
    );
  });
});

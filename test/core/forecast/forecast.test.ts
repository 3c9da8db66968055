import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Forecast, forecastDaily } from '#core/forecast/forecast.ts';
import { COVERAGE } from '#core/forecast/intervals.ts';
import type { DailyValues } from '#core/forecast/series.ts';
import { type SimulationOptions, simulate } from './simulated-series.ts';

const determined = (values: DailyValues, horizon = 14): Forecast => {
  const forecast = forecastDaily(values, horizon);
  if (forecast.status !== 'determined') throw new Error(forecast.reason);
  return forecast;
};

/** Share of true days and true sums that lie within their intervals, over many series of a kind. */
function coverageOf(kind: Omit<SimulationOptions, 'seed'>, series: number) {
  const horizon = 14;
  const within = { days: 0, sums: 0, all: 0 };
  for (let number = 0; number < series; number += 1) {
    const truth = simulate({ ...kind, seed: `coverage ${number}`, days: kind.days + horizon });
    const { days, sums } = determined(truth.slice(0, kind.days), horizon);
    let sum = 0;
    days.forEach((day, ahead) => {
      const actual = truth[kind.days + ahead] ?? Number.NaN;
      sum += actual;
      within.all += 1;
      if (day && actual >= day.lower && actual <= day.upper) within.days += 1;
      const total = sums[ahead];
      if (total && sum >= total.lower && sum <= total.upper) within.sums += 1;
    });
  }
  return { days: within.days / within.all, sums: within.sums / within.all };
}

describe('the interval of a forecast', () => {
  it.each([
    { name: 'a steady week', kind: { days: 63, noise: 80 } },
    { name: 'a growing series', kind: { days: 63, noise: 80, trend: 8 } },
    { name: 'disturbances that last', kind: { days: 63, noise: 60, memory: 0.6 } },
    { name: 'thirteen days', kind: { days: 13, noise: 80 } },
  ])('holds at least about four days in five of $name, and is not wide for nothing', ({ kind }) => {
    const coverage = coverageOf(kind, 150);

    for (const share of Object.values(coverage)) {
      expect(share).toBeGreaterThanOrEqual(COVERAGE);
      expect(share).toBeLessThanOrEqual(COVERAGE + 0.14);
    }
  });
});

describe('the method of a forecast', () => {
  it('follows a trend that the same day last week cannot, and says by how much it is better', () => {
    const truth = simulate({ seed: 'trend', days: 77, trend: 25, noise: 20 });

    const { accuracy, days } = determined(truth.slice(0, 63));

    expect(accuracy.method).toBe('holt-winters');
    expect(accuracy.mase).toBeLessThan(0.7);
    expect(accuracy.wape).toBeLessThan(accuracy.naiveWape ?? 0);
    for (const [ahead, day] of days.entries())
      expect(Math.abs((day?.value ?? 0) - (truth[63 + ahead] ?? 0))).toBeLessThan(250);
  });

  it('is the seasonal naive one where nothing beats it', () => {
    const { accuracy, days } = determined(simulate({ seed: 'week', days: 63 }));

    expect(accuracy).toEqual({ method: 'seasonal-naive', origins: 49, wape: 0, naiveWape: 0 });
    expect(days[0]).toEqual({ value: 1200, lower: 1200, upper: 1200 });
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
      reason: '8 days with data over 8 days; a forecast takes 8 over 10.',
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
  const series = fc.array(value, { maxLength: 63 });

  it('has ordered, finite, non-negative bounds and never looks further ahead than back', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 31 }), (values, horizon) => {
        const forecast = forecastDaily(values, horizon);
        if (forecast.status === 'undetermined') {
          expect(forecast.reason).not.toBe('');
          return;
        }
        const { days, sums } = forecast;
        expect(days.length).toBeLessThanOrEqual(Math.min(horizon, values.length));
        for (const day of [...days, ...sums]) {
          if (day === null) continue;
          expect(0 <= day.lower && day.lower <= day.value && day.value <= day.upper).toBe(true);
          expect(Number.isFinite(day.upper)).toBe(true);
        }
      }),
      { numRuns: 150 },
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
      { numRuns: 60 },
    );
  });
});

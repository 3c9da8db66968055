import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyondFirstTier, guardrailUsd, toBill } from '#scripts/bench/cost/bill.ts';
import { toInput, toMeasurement, toStackFacts } from './inputs.ts';

const NO_FREE_TIER = { hasFreeTier: false } as const;
const FREE_TIER = { hasFreeTier: true } as const;

function usdOf(item: string, input = toInput(), options: { hasFreeTier: boolean } = NO_FREE_TIER): number {
  const line = toBill(input, options).lines.find((each) => each.item === item);
  return line?.usd ?? Number.NaN;
}

describe('toBill', () => {
  it('adds up its lines', () => {
    const { lines, usd } = toBill(toInput(), NO_FREE_TIER);

    expect(usd).toBeCloseTo(
      lines.reduce((total, line) => total + line.usd, 0),
      9,
    );
  });

  it('takes memory times the time that the gateway waits for the model', () => {
    const quick = toInput({ assumptions: { ...toInput().assumptions, modelSeconds: 1 } });

    expect(usdOf('Lambda time, gateway (1024 MB)')).toBeCloseTo(3_000_000 * 0.0000133334, 1);
    expect(usdOf('Lambda time, gateway (1024 MB)', quick)).toBeCloseTo(1_000_000 * 0.0000133334, 1);
  });

  it('charges an alarm by the metrics that it watches', () => {
    expect(usdOf('alarms (1)')).toBeCloseTo(0.2, 9);
  });

  it('charges requests, log bytes and own metrics', () => {
    expect(usdOf('API Gateway requests')).toBeCloseTo(3.5, 9);
    expect(usdOf('log ingestion')).toBeCloseTo(0.5, 3);
    expect(usdOf('own metrics')).toBeCloseTo(3 * 0.3, 6); // one of the stage, one for each of two models
  });

  it('charges a metric only for the hours in which it gets a value', () => {
    expect(usdOf('own metrics', toInput({ calls: 73 }))).toBeLessThan(0.1);
  });

  it('counts scheduled runs over a year', () => {
    expect(usdOf('GetMetricData of scheduled runs')).toBeCloseTo(((365 / 12) * 50) / 100_000, 9);
  });

  it('reads more log in scheduled queries the more calls there are', () => {
    const gigabytesADay = 1 / (730 / 24);

    expect(usdOf('Logs Insights queries of scheduled runs')).toBeCloseTo(
      (365 / 12) * 28 * gigabytesADay * 0.005,
      6,
    );
  });

  it('has only what is there by itself when nobody calls', () => {
    const { lines, usd } = toBill(toInput({ calls: 0 }), NO_FREE_TIER);

    expect(lines.map(({ price }) => price)).not.toContain('apiRequest');
    expect(usd).toBeCloseTo(0.2 + 3 + 0.5 + 1 + 0.4, 1);
  });

  it('takes a free allowance off once, however many functions share it', () => {
    const two = toStackFacts({
      functions: [
        { role: 'gateway', memoryGb: 0.1, isArm: true },
        { role: 'authorizer', memoryGb: 0.1, isArm: true },
      ],
    });
    const { lines } = toBill(toInput({ facts: two }), FREE_TIER);
    const requests = lines.filter(({ price }) => price === 'lambdaRequest');
    const units = requests.reduce((total, line) => total + line.units, 0);

    expect(requests.reduce((total, line) => total + line.paidUnits, 0)).toBeCloseTo(units - 1_000_000, 6);
  });

  it('never gives a dashboard of more than 50 metrics away', () => {
    const facts = toStackFacts({ dashboards: 2, largeDashboards: 1 });

    expect(usdOf('dashboards', toInput({ facts }), FREE_TIER)).toBe(0);
    expect(usdOf('dashboards of more than 50 metrics', toInput({ facts }), FREE_TIER)).toBe(3);
  });

  it('mails to every subscription', () => {
    const facts = toStackFacts({ mailSubscriptions: 2 });

    expect(usdOf('mails', toInput({ facts }))).toBeCloseTo((365 / 12) * 2 * 0.00002, 9);
  });

  it('never falls when there are more calls, and is never less than nothing', () => {
    fc.assert(
      fc.property(fc.nat(200_000_000), fc.nat(200_000_000), fc.boolean(), (one, other, hasFreeTier) => {
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)].map(
          (calls) => toBill(toInput({ calls }), { hasFreeTier }).usd,
        );

        expect(fewer).toBeGreaterThanOrEqual(0);
        expect(more).toBeGreaterThanOrEqual((fewer ?? Number.NaN) - 0.01); // fewer pauses: fewer fresh environments
      }),
    );
  });

  it('is never higher with the free tier', () => {
    fc.assert(
      fc.property(fc.nat(200_000_000), (calls) => {
        const input = toInput({ calls });

        expect(toBill(input, FREE_TIER).usd).toBeLessThanOrEqual(toBill(input, NO_FREE_TIER).usd);
      }),
    );
  });

  it('refuses a measurement without one of the kinds of calls', () => {
    const measurement = toMeasurement({ kinds: {} });

    expect(() => toBill(toInput({ measurement }), NO_FREE_TIER)).toThrow('No call of the kind "answered"');
  });
});

describe('guardrailUsd', () => {
  it('charges every policy for every text unit', () => {
    expect(guardrailUsd(toInput())).toBeCloseTo(4_000 * (0.15 + 0.1), 6);
  });

  it('is nothing without a guardrail', () => {
    expect(guardrailUsd(toInput({ facts: toStackFacts({ guardrailPolicies: [] }) }))).toBe(0);
  });
});

describe('beyondFirstTier', () => {
  it('names lines for which AWS would charge less', () => {
    const bill = toBill(toInput({ calls: 400_000_000 }), NO_FREE_TIER);

    expect(beyondFirstTier(bill)).toContain('API Gateway requests');
    expect(beyondFirstTier(toBill(toInput(), NO_FREE_TIER))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Adoption, fitAdoption } from '#core/adoption/fit-adoption.ts';
import { type Logistic, logisticAt, type Observed } from '#core/adoption/logistic.ts';
import { createRandom } from '../../../scripts/local/aws/bedrock/random.ts';
import { drawNormal } from '../forecast/simulated-series.ts';

const TRUTH: Logistic = { capacity: 400, rate: 0.5, midpoint: 12 };

function observe(truth: (time: number) => number, points: number, noise: number, seed = 'curve'): Observed[] {
  const random = createRandom(seed);
  return Array.from({ length: points }, (_, time) => ({
    time,
    value: Math.max(0, truth(time) + noise * drawNormal(random)),
  }));
}

const s = (time: number) => logisticAt(TRUTH, time);

function determined(observed: readonly Observed[]): Adoption {
  const adoption = fitAdoption(observed, 4);
  if (adoption.status !== 'determined') throw new Error(adoption.reason);
  return adoption;
}

describe('an adoption whose curve bends', () => {
  it('is fitted exactly where there is no noise', () => {
    const { capacity, rate, midpoint, reached, ahead } = determined(observe(s, 26, 0));

    expect(capacity.value).toBeCloseTo(400, 3);
    expect(rate.value).toBeCloseTo(0.5, 5);
    expect(midpoint.value).toBeCloseTo(12, 4);
    expect(reached).toBeCloseTo(s(25) / 400, 5);
    expect(ahead[3]?.value).toBeCloseTo(s(29), 3);
  });

  it('has its truth within the intervals about as often as they say', () => {
    const within = { capacity: 0, rate: 0, midpoint: 0, ahead: 0 };
    const runs = 200;
    for (let run = 0; run < runs; run += 1) {
      const adoption = determined(observe(s, 22, 12, `run ${run}`));
      for (const name of ['capacity', 'rate', 'midpoint'] as const) {
        const { lower, upper } = adoption[name];
        if (lower <= TRUTH[name] && TRUTH[name] <= upper) within[name] += 1;
      }
      const [next] = observe((time) => s(time + 22), 1, 12, `next ${run}`);
      const [band] = adoption.ahead;
      if (next && band && band.lower <= next.value && next.value <= band.upper) within.ahead += 1;
    }

    for (const name of ['capacity', 'rate', 'midpoint'] as const)
      expect(within[name] / runs).toBeGreaterThanOrEqual(0.9);
    expect(within.ahead / runs).toBeGreaterThanOrEqual(0.72);
    expect(within.ahead / runs).toBeLessThanOrEqual(0.9);
  });
});

describe('an adoption that its data does not determine', () => {
  it.each([
    { name: 'exponential growth', observed: observe((time) => 10 * Math.exp(0.2 * time), 22, 0) },
    { name: 'noisy exponential growth', observed: observe((time) => 10 * Math.exp(0.2 * time), 22, 8) },
    { name: 'a straight line', observed: observe((time) => 20 * time, 22, 10) },
    { name: 'a curve before its middle', observed: observe(s, 10, 2) },
  ])('is not extrapolated: $name', ({ observed }) => {
    expect(fitAdoption(observed, 4)).toMatchObject({
      status: 'undetermined',
      reason: expect.stringMatching(/bound the capacity|not surely reached|straight line/),
    });
  });

  it.each([0, 12, 30])('is no S-curve where it is a single step, with noise of %d', (noise) => {
    for (let run = 0; run < 20; run += 1) {
      const at = 6 + (run % 12);
      const step = observe((time) => (time < at ? 4 * run : 400), 24, noise, `step ${run}`);

      expect(fitAdoption(step, 4)).toMatchObject({
        status: 'undetermined',
        reason: expect.stringMatching(/single step|lie in the rise|explains \d+ %|straight line/),
      });
    }
  });

  it('says of a clean step that it is one', () => {
    const step = observe((time) => (time < 11 ? 2 : 400), 24, 0);

    expect(fitAdoption(step, 4)).toMatchObject({
      reason: expect.stringContaining('A single step explains it'),
    });
  });

  it('takes points in the rise itself, and half of the way', () => {
    const late = observe((time) => logisticAt({ capacity: 400, rate: 0.5, midpoint: -2 }, time), 24, 0);

    expect(fitAdoption(late, 4)).toMatchObject({
      reason: expect.stringMatching(/of the way to the capacity/),
    });
  });

  it('names too few points, no change, and changes that are no growth', () => {
    const random = createRandom('noise');
    const noise = Array.from({ length: 22 }, (_, time) => ({ time, value: 100 + 30 * random() }));
    const shrinking = observe((time) => 400 - s(time), 22, 5);

    expect(fitAdoption(observe(s, 7, 0), 4)).toMatchObject({ reason: '7 points; the S-curve takes 8.' });
    expect(
      fitAdoption(
        observe(() => 5, 22, 0),
        4,
      ),
    ).toMatchObject({
      reason: 'It does not change, so that there is no growth to fit a curve to.',
    });
    expect(fitAdoption(noise, 4)).toMatchObject({ reason: expect.stringMatching(/explains \d+ % of its/) });
    expect(fitAdoption(shrinking, 4)).toMatchObject({
      reason: expect.stringMatching(/explains \d+ % of its/),
    });
  });

  it('never throws and never answers with a number that is none', () => {
    const point = fc.record({
      time: fc.integer({ min: 0, max: 60 }),
      value: fc.double({ min: 0, max: 1e12, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(point, { maxLength: 26, selector: ({ time }) => time }), (points) => {
        const adoption = fitAdoption(
          points.toSorted((left, right) => left.time - right.time),
          4,
        );
        if (adoption.status === 'undetermined') {
          expect(adoption.reason).not.toBe('');
          return;
        }
        const { capacity, rate, midpoint, ahead } = adoption;
        for (const { lower, value, upper } of [capacity, rate, midpoint, ...ahead]) {
          expect([lower, value, upper].every(Number.isFinite)).toBe(true);
          expect(lower <= value && value <= upper).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

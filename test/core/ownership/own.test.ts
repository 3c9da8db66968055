import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { known, unknown } from '#core/models/known.ts';
import { GivenOwnership, INPUT_WORDS, OwnershipInputs } from '#core/ownership/inputs.ts';
import { ITEMS } from '#core/ownership/items.ts';
import { computeOwnership } from '#core/ownership/own.ts';
import { Ownership } from '#core/ownership/ownership.ts';
import { denied, emptyObservationSet, observationSet } from '../maturity/sample-observations.ts';

const inputsOf = (changes: Partial<OwnershipInputs> = {}) => OwnershipInputs.parse(changes);
const MEASURED = known({ usdPerMonth: 300, words: 'as measured' });
const EVERYTHING = {
  people: 1.5,
  usdPerPersonAndYear: 120_000,
  onCallHoursPerMonth: 20,
  usdPerOnCallHour: 30,
  incidentsPerMonth: 0.5,
  usdPerIncident: 1_000,
  toolsUsdPerMonth: 100,
  auditsPerYear: 1,
  usdPerAudit: 6_000,
  controlsUsdPerYear: 2_400,
};

describe('the total cost of ownership', () => {
  it('is infrastructure + personnel + operations + compliance', () => {
    const result = computeOwnership(inputsOf(EVERYTHING), MEASURED);

    expect(result.components.map(({ name, usdPerMonth }) => [name, usdPerMonth])).toEqual([
      ['infrastructure', 390], // 300 + 30 % of it
      ['personnel', 15_000], // 1.5 × 120,000 / 12
      ['operations', 1_200], // 20 × 30 + 0.5 × 1,000 + 100
      ['compliance', 700], // 6,000 / 12 + 2,400 / 12
    ]);
    expect(result).toMatchObject({ usdPerMonth: 17_290, usdTotal: 207_480, knownUsdPerMonth: 17_290 });
  });

  it('is unknown with any part unknown, and says which input would change it', () => {
    const { toolsUsdPerMonth: _, ...rest } = EVERYTHING;

    const result = computeOwnership(inputsOf(rest), MEASURED);

    expect(result).not.toHaveProperty('usdPerMonth');
    expect(result).not.toHaveProperty('usdTotal');
    expect(result.knownUsdPerMonth).toBe(17_190);
    expect(result.components[2]).not.toHaveProperty('usdPerMonth');
    expect(result.components[2]?.items[2]).toMatchObject({
      basis: 'unknown',
      words: 'Give toolsUsdPerMonth; 0 where there is none.',
    });
  });

  it('knows that what there is none of costs nothing', () => {
    const { items } = computeOwnership(inputsOf({ auditsPerYear: 0 }), MEASURED).components[3] ?? {
      items: [],
    };

    expect(items[0]).toMatchObject({ usdPerMonth: 0, basis: 'given' });
    expect(items[1]).toMatchObject({ basis: 'unknown' });
  });

  it('takes what is given before what is measured, and measures before it assumes', () => {
    const given = computeOwnership(
      inputsOf({ inferenceUsdPerMonth: 1_000, infrastructureUsdPerMonth: 5 }),
      MEASURED,
    );

    expect(given.components[0]?.items.map(({ usdPerMonth, basis }) => [usdPerMonth, basis])).toEqual([
      [1_000, 'given'],
      [5, 'given'],
    ]);
    expect(computeOwnership(inputsOf(), MEASURED).components[0]?.items.map(({ basis }) => basis)).toEqual([
      'measured',
      'assumed',
    ]);
  });

  it('without a measurement or a word knows nothing of infrastructure', () => {
    const result = computeOwnership(inputsOf(), unknown('AWS refused.'));

    expect(result.components[0]?.items).toMatchObject([
      { basis: 'unknown', words: 'AWS refused. Or give inferenceUsdPerMonth.' },
      { basis: 'unknown' },
    ]);
  });

  it('never falls when an amount rises, is the sum of its parts, and holds no strange number', () => {
    const amount = fc.double({ min: 0, max: 9e5, noNaN: true });
    const inputs = fc.record(Object.fromEntries(Object.keys(EVERYTHING).map((name) => [name, amount])));
    fc.assert(
      fc.property(inputs, fc.constantFrom(...Object.keys(EVERYTHING)), amount, (drawn, name, more) => {
        const before = computeOwnership(inputsOf(drawn), MEASURED);
        const after = computeOwnership(
          inputsOf({ ...drawn, [name]: (drawn[name] ?? 0) + more / 1e6 }),
          MEASURED,
        );

        expect(after.usdPerMonth ?? Number.NaN).toBeGreaterThanOrEqual((before.usdPerMonth ?? 0) - 1e-9);
        const sum = before.components.reduce((total, part) => total + (part.usdPerMonth ?? Number.NaN), 0);
        expect(before.usdPerMonth).toBeCloseTo(sum, 2);
        expect(Ownership.safeParse(before).error).toBeUndefined();
      }),
    );
  });
});

describe('the inputs', () => {
  it('each have words, and each but the settings of infrastructure a position', () => {
    const used = ITEMS.flatMap(({ factors }) => factors);
    const named = Object.keys(INPUT_WORDS).filter(
      (name) => !/^(?:months|inference|infrastructure)/.test(name),
    );

    expect([...used].toSorted()).toEqual(named.toSorted());
    expect(Object.keys(OwnershipInputs.shape).toSorted()).toEqual(Object.keys(INPUT_WORDS).toSorted());
  });

  it.each([
    [{ people: -1 }, 'people'],
    [{ months: 0 }, 'months'],
    [{ months: 1.5 }, 'months'],
    [{ infrastructureShare: 2 }, 'infrastructureShare'],
    [{ usdPerAudit: '5' }, 'usdPerAudit'],
    [{ persons: 1 }, ''],
  ])('refuse %j by name', (body, path) => {
    expect(OwnershipInputs.safeParse(body).error?.issues[0]?.path.join('.')).toBe(path);
  });
});

describe('infrastructure that is told twice', () => {
  const both = { infrastructureShare: 0.2, infrastructureUsdPerMonth: 50 };

  it('is refused with both names', () => {
    const { error } = GivenOwnership.safeParse(both);

    expect(error?.issues[0]?.message).toMatch(/infrastructureShare or infrastructureUsdPerMonth, not both/);
  });

  it.each(Object.entries(both))('is fine told once, by %s', (name, value) => {
    expect(GivenOwnership.parse({ [name]: value })).toMatchObject({ months: 12, [name]: value });
  });

  it('is read from observations of before it was refused', () => {
    expect(OwnershipInputs.parse(both)).toMatchObject(both);
  });
});

describe('the cost of ownership in an assessment', () => {
  it('takes inference from what the gateway recorded, for a month of 30 days', () => {
    const { ownership } = assess(observationSet({ signals: { cost: 14, unpricedCalls: 3 } }));

    expect(ownership?.components[0]?.items[0]).toMatchObject({
      usdPerMonth: 30,
      basis: 'measured',
      words: expect.stringContaining('without 3 calls that have no price'),
    });
  });

  it('takes no day before the first record for a day without cost', () => {
    const twoDays = [...Array.from({ length: 12 }, () => null), 1, 3];
    const set = observationSet({
      signals: { cost: 4, unpricedCalls: 0 },
      facts: { modelTokens: 'missing' },
    });
    const observations = set.observations.map((one) =>
      one.kind === 'signal' && one.id === 'cost' && one.reading.status === 'known'
        ? { ...one, reading: { ...one.reading, daily: twoDays } }
        : one,
    );

    const { ownership } = assess({ ...set, observations });

    expect(ownership?.components[0]?.items[0]).toMatchObject({
      usdPerMonth: 60,
      words: '4.00 USD recorded by the gateway (CostUsd) in 2 days, taken to 30',
    });
  });

  it('says what AWS counted where that is more than what was recorded', () => {
    const wordsOf = (cost: number) =>
      assess(observationSet({ signals: { cost, unpricedCalls: 0 } })).ownership?.components[0]?.items[0]
        ?.words;

    expect(wordsOf(0.01)).toMatch(
      /taken to 30; the tokens that AWS counted come to [\d.,]+ USD in the window$/,
    );
    expect(wordsOf(1_000_000)).toMatch(/taken to 30$/);
  });

  it.each([
    ['no datapoint', 'no_data' as const, 'No call with a price'],
    ['no permission', denied('cloudwatch:GetMetricData'), 'AWS refused'],
    ['a cost below zero', -1, 'below zero'],
  ])('knows no inference with %s', (_, cost, words) => {
    const { ownership } = assess(observationSet({ signals: { cost }, facts: { modelTokens: 'missing' } }));

    expect(ownership?.components[0]?.items[0]).toMatchObject({
      basis: 'unknown',
      words: expect.stringContaining(words),
    });
    expect(ownership).not.toHaveProperty('usdPerMonth');
  });

  it('takes what AWS counted where the gateway recorded nothing', () => {
    const { ownership } = assess(observationSet({ signals: { cost: 'no_data' } }));

    expect(ownership?.components[0]?.items[0]).toMatchObject({
      usdPerMonth: expect.closeTo((112.25 / 14) * 30, 6),
      words: '112.25 USD estimated from the tokens that AWS counted in 14 days, taken to 30',
    });
  });

  it('takes the inputs of the set', () => {
    const { ownership } = assess({ ...emptyObservationSet(), ownership: inputsOf(EVERYTHING) });

    expect(ownership?.components[1]?.usdPerMonth).toBe(15_000);
    expect(ownership?.knownUsdPerMonth).toBe(16_900);
  });
});

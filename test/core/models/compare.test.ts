import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareModels, type ObservedModel } from '#core/models/compare.ts';
import { known, unknown } from '#core/models/known.ts';
import { CompareRequest } from '#core/models/options.ts';
import { scaleTo, totalOf } from '#core/models/tokens.ts';
import { A, B, BOOK, NOT_SEEN, requestOf, SEEN, TRAFFIC } from './samples.ts';

const compare = (
  changes: Partial<CompareRequest> = {},
  observed: { readonly a: ObservedModel; readonly b: ObservedModel } = { a: SEEN, b: NOT_SEEN },
) =>
  compareModels({
    request: requestOf(changes),
    comparedAt: '2026-11-21T00:00:00.000Z',
    region: 'us-east-1',
    stage: 'prod',
    window: { start: '2026-10-23T00:00:00.000Z', end: '2026-11-21T00:00:00.000Z' },
    book: BOOK,
    observed,
  });

describe('a comparison', () => {
  it('has list price, cache and context window of both', () => {
    const { a, b, priceSources } = compare();

    expect(a.listPrice).toEqual({
      status: 'known',
      value: {
        input: 1,
        output: known(4),
        cacheRead: known(0.25),
        cacheWrite: known(1.25),
        longPromptOver: [],
      },
    });
    expect(b.listPrice).toMatchObject({
      value: {
        cacheRead: { status: 'unknown', reason: expect.stringContaining(B) },
        longPromptOver: [200_000],
      },
    });
    expect([a.contextWindowTokens, b.contextWindowTokens]).toEqual([known(300_000), known(1_000_000)]);
    expect(priceSources).toEqual([{ source: 'a test', date: '2026-11-01', version: undefined }]);
  });

  it('prices the real traffic of A on both to the cent', () => {
    const { realTraffic, a } = compare();

    // A: 2 × 1 + 0.5 × 4 + 1 × 0.25 + 0.2 × 1.25; B: 3.2 × 3 (no cache price: plain input) + 0.5 × 15
    expect(realTraffic).toMatchObject({
      onAUsd: known(4.5),
      onBUsd: known(17.1),
      differenceUsd: known(12.6),
    });
    expect(a.cacheHitPercent).toEqual(known(31.25));
  });

  it('says what it assumes of tokenizers and of the cache that B may not have', () => {
    const { assumptions } = compare();

    expect(assumptions.join(' ')).toMatch(/Tokenizers differ/);
    expect(assumptions.join(' ')).toContain(`lacks a cache price of ${B}`);
  });

  it('estimates a month of A’s mix, with infrastructure and customisation by the formula', () => {
    const { month } = compare({ monthTokens: 3_700_000, trainingUsd: 1_000 });

    expect(month.volume).toMatchObject({
      value: { mix: 'observed', tokens: TRAFFIC.tokens.status === 'known' ? TRAFFIC.tokens.value : {} },
    });
    expect(month.a).toEqual(
      known({ inferenceUsd: 4.5, customisationUsd: 10, infrastructureUsd: 1.35, totalUsd: 15.85 }),
    );
  });

  it('takes what is given instead of the formula', () => {
    const { month } = compare({ monthTokens: 3_700_000, infrastructureUsd: 20, customisationShare: 0 });

    expect(month.a).toMatchObject({
      value: { infrastructureUsd: 20, customisationUsd: 0, totalUsd: 24.5 },
    });
  });

  it('takes the assumed mix where A was never called, and says so', () => {
    const { month, assumptions, realTraffic } = compare(
      { monthTokens: 1_000_000, inputShare: 0.5 },
      { a: NOT_SEEN, b: SEEN },
    );

    expect(month.a).toMatchObject({ value: { inferenceUsd: 2.5 } });
    expect(assumptions.join(' ')).toContain('50 % are input');
    expect(realTraffic.onBUsd).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('No call'),
    });
  });

  it('has no month without a volume, and says what to give', () => {
    expect(compare({}, { a: NOT_SEEN, b: NOT_SEEN }).month.a).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('--month'),
    });
  });

  it('leaves what has no price unknown, with the reason, and never zero', () => {
    const { b, realTraffic, month } = compare({ b: 'meta.nobody-knows-v1:0', monthTokens: 1_000 });

    for (const figure of [
      b.listPrice,
      b.contextWindowTokens,
      realTraffic.onBUsd,
      realTraffic.differenceUsd,
      month.b,
    ])
      expect(figure).toMatchObject({
        status: 'unknown',
        reason: expect.stringContaining('meta.nobody-knows'),
      });
    expect(realTraffic.onAUsd.status).toBe('known');
  });

  it('leaves A’s own cached tokens unknown where its cache has no price', () => {
    const { realTraffic } = compare({ a: B, b: A });

    expect(realTraffic.onAUsd).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('cached tokens'),
    });
  });

  it('prices long prompts by their mean length', () => {
    const long = known({ input: 250_000_000, output: 0, cacheRead: 0, cacheWrite: 0 });
    const { realTraffic } = compare(
      {},
      { a: { ...SEEN, traffic: known({ ...TRAFFIC, tokens: long }) }, b: NOT_SEEN },
    );

    expect(realTraffic.onBUsd).toEqual(known(1_500)); // 250 k tokens a prompt: 6 USD instead of 3
  });

  it('shows tokens that are unknown as unknown in every cost', () => {
    const observed = { ...SEEN, traffic: known({ ...TRAFFIC, tokens: unknown('no tokens') }) };

    const { realTraffic } = compare({}, { a: observed, b: NOT_SEEN });

    expect(realTraffic.onAUsd).toEqual(unknown('no tokens'));
  });
});

describe('a month’s tokens', () => {
  const count = fc.integer({ min: 0, max: 1e9 });

  it('are as many as were asked for, within rounding, and never negative', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.tuple(count, count, count, count), (total, mix) => {
        const [input, output, cacheRead, cacheWrite] = mix;
        fc.pre(mix.some((part) => part > 0));

        const scaled = scaleTo(total, { input, output, cacheRead, cacheWrite });

        expect(Math.abs(totalOf(scaled) - total)).toBeLessThanOrEqual(2);
        expect(Math.min(...Object.values(scaled))).toBeGreaterThanOrEqual(0);
        expect(Object.values(scaled).every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });

  it('cost at least as much on a model when there are more of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (tokens, more) => {
        const cost = (monthTokens: number) => {
          const { a } = compare({ monthTokens }).month;
          return a.status === 'known' ? a.value.inferenceUsd : Number.NaN;
        };

        expect(cost(tokens + more)).toBeGreaterThanOrEqual(cost(tokens) - 1e-5); // a token is rounded to one kind
      }),
    );
  });
});

describe('what a comparison is asked with', () => {
  it.each([
    [{ a: A }, 'b'],
    [{ a: '', b: B }, 'a'],
    [{ a: 'two words', b: B }, 'a'],
    [{ a: A, b: B, monthTokens: 0 }, 'monthTokens'],
    [{ a: A, b: B, monthTokens: 1.5 }, 'monthTokens'],
    [{ a: A, b: B, monthTokens: 1e13 }, 'monthTokens'],
    [{ a: A, b: B, inputShare: 1.1 }, 'inputShare'],
    [{ a: A, b: B, trainingUsd: -1 }, 'trainingUsd'],
    [{ a: A, b: B, c: A }, ''],
    [[], ''],
  ])('refuses %j by name', (body, path) => {
    const { error } = CompareRequest.safeParse(body);

    expect(error?.issues[0]?.path.join('.')).toBe(path);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeShare, toModelShares } from '#core/maturity/model-shares.ts';

const shareOf = (captured: number, counted?: number) =>
  toModelShares({ models: [{ model: 'm', captured, counted }] })[0];

describe('the observed share of a model', () => {
  it.each([
    [984, 1_000, '98.4 %'],
    [1_000, 1_000, '100 %'],
    [99_999, 100_000, '99.9 %'],
    [0, 12, '0 %'],
    [1_010, 1_000, '101 %'],
  ])('of %d in %d calls is %s', (captured, counted, words) => {
    expect(describeShare(shareOf(captured, counted) ?? never())).toBe(words);
  });

  it('is unknown where AWS counts nothing under the name, and where more was recorded than AWS counted', () => {
    expect(describeShare(shareOf(5) ?? never())).toBe('unknown: AWS counts no call under this name');
    expect(describeShare(shareOf(5, 0) ?? never())).toBe('unknown: AWS counts no call under this name');
    expect(describeShare(shareOf(103, 100) ?? never())).toBe('unknown: more was recorded than AWS counted');
  });

  it('leaves out a model without calls', () => {
    expect(
      toModelShares({
        models: [
          { model: 'm', captured: 0 },
          { model: 'n', captured: 0, counted: 0 },
        ],
      }),
    ).toEqual([]);
  });

  it('is at least what it seems while records are left that AWS counts under another name', () => {
    const models = [
      { model: 'profile1', captured: 40 },
      { model: 'base', captured: 60, counted: 100 },
      { model: 'whole', captured: 10, counted: 10 },
    ];

    expect(toModelShares({ models }).map((share) => [share.model, describeShare(share)])).toEqual([
      ['base', 'at least 60 %'],
      ['profile1', 'unknown: AWS counts no call under this name'],
      ['whole', '100 %'],
    ]);
  });

  it('is never above all calls by more than the edges of the window, whatever was counted', () => {
    const count = fc.option(fc.nat(), { nil: undefined });
    fc.assert(
      fc.property(fc.nat(), count, (captured, counted) => {
        const share = shareOf(captured, counted);
        const percent = share?.sharePercent ?? 0;
        expect(percent).toBeGreaterThanOrEqual(0);
        expect(percent).toBeLessThanOrEqual(102);
        expect(share === undefined || share.sharePercent !== undefined || share.reason !== undefined).toBe(
          true,
        );
      }),
    );
  });
});

function never(): never {
  throw new Error('The model has no share.');
}

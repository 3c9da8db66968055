import { describe, expect, it } from 'vitest';
import {
  alignLines,
  isolatedPoints,
  newestTimeOf,
  stackColumns,
  valueAt,
} from '#functions/console/site/graph/align.ts';
import { scaleRange } from '#functions/console/site/graph/scale.ts';

const line = (...points: (readonly [number, number])[]) => ({ label: 'a', axis: 'left' as const, points });

describe('lines', () => {
  it('have a gap where there is no data', () => {
    const columns = alignLines([line([0, 1], [120_000, 3]), line([60_000, 5])], {
      ...{ startMs: 0, endMs: 180_000, periodSeconds: 60 },
    });

    expect(columns).toEqual([
      [0, 60_000, 120_000],
      [1, null, 3],
      [null, 5, null],
    ]);
  });

  it('keep points that lie beside the periods', () => {
    const [times] = alignLines([line([90_000, 1])], { startMs: 30_000, endMs: 120_000, periodSeconds: 60 });

    expect(times).toEqual([0, 60_000, 90_000]);
  });

  it('are stacked; one without a value adds nothing, and a moment without any is a gap', () => {
    expect(
      stackColumns([
        [0, 1, 2],
        [1, null, 1],
        [2, null, null],
      ]),
    ).toEqual([
      [0, 1, 2],
      [1, null, 1],
      [3, null, 1],
    ]);
  });

  it('have a newest moment, at which one may have no value', () => {
    const [fresh, stale] = [line([0, 1], [60_000, 2]), line([0, 3])];

    const at = newestTimeOf([stale, fresh, line()]);

    expect([fresh, stale].map((each) => valueAt(each, at))).toEqual([2, undefined]);
    expect(newestTimeOf([line()])).toBeUndefined();
  });

  it('show a value that stands alone as a point', () => {
    expect(isolatedPoints([1, null, 2, 3, null, null, 4])).toEqual([0, 6]);
  });
});

describe('an axis', () => {
  const threshold = (value: number) => ({ value, label: '', axis: 'left' as const });

  it('begins at zero and reaches beyond the data', () => {
    expect(scaleRange({ min: 40, max: 100 }, {}, [])).toEqual([0, 108]);
    expect(scaleRange({ min: -5, max: 10 }, {}, [])[0]).toBe(-5);
  });

  it('reaches a threshold that is near, and lets one far away go', () => {
    expect(scaleRange({ min: 0, max: 100 }, {}, [threshold(300)])).toEqual([0, 324]);
    expect(scaleRange({ min: 0, max: 100 }, {}, [threshold(30_000)])).toEqual([0, 108]);
  });

  it('is what the body says', () => {
    expect(scaleRange({ min: 3, max: 7 }, { min: 0, max: 100 }, [])).toEqual([0, 100]);
  });

  it('has a length even without data or with zeros', () => {
    expect(scaleRange({ min: null, max: null }, {}, [])).toEqual([0, 1]);
    expect(scaleRange({ min: 0, max: 0 }, {}, [])).toEqual([0, 1]);
  });
});

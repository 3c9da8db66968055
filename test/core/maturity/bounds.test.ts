import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { toBounded } from '#core/maturity/bounds.ts';
import { LONGEST_DETAIL, ObservationSet } from '#core/maturity/observation.ts';
import { renderHtml } from '#core/report/html.ts';
import { observationSet } from './sample-observations.ts';

const isValid = (set: ObservationSet): boolean => ObservationSet.safeParse(set).success;
const withSignal = (value: number): ObservationSet => observationSet({ signals: { inputTokens: value } });

describe('an observation set', () => {
  it('refuses a number that no count can have', () => {
    expect(isValid(withSignal(1e15))).toBe(true);
    expect(isValid(withSignal(1e308))).toBe(false);
    expect(isValid(withSignal(Number.POSITIVE_INFINITY))).toBe(false);
  });

  it('refuses a window that ends before it starts, or at once', () => {
    const { start, end } = observationSet().window;

    expect(isValid(observationSet({ window: { start: end, end: start } }))).toBe(false);
    expect(isValid(observationSet({ window: { start, end: start } }))).toBe(false);
  });

  it('refuses texts beyond their bounds', () => {
    const detail = (length: number) => ({
      status: 'unknown' as const,
      reason: 'failed' as const,
      detail: 'x'.repeat(length),
    });

    expect(isValid(observationSet({ signals: { requests: detail(LONGEST_DETAIL) } }))).toBe(true);
    expect(isValid(observationSet({ signals: { requests: detail(LONGEST_DETAIL + 1) } }))).toBe(false);
    expect(isValid(observationSet({ facts: { budgets: detail(LONGEST_DETAIL + 1) } }))).toBe(false);
  });

  it('stays below 190 KB as a page when every detail is as long as it may be', () => {
    const set = observationSet();
    const observations = set.observations.map((observation) => {
      const detail = `${observation.id} `.repeat(LONGEST_DETAIL).slice(0, LONGEST_DETAIL);
      return { ...observation, reading: { status: 'unknown' as const, reason: 'failed' as const, detail } };
    });

    const page = renderHtml(assess(ObservationSet.parse({ ...set, observations })));

    expect(Buffer.byteLength(page)).toBeLessThan(190_000);
  });
});

describe('what was read', () => {
  it('is cut to what the set admits, and a number beyond it is unknown', () => {
    const [signal, other] = withSignal(1e308).observations.filter(
      ({ id }) => id === 'inputTokens' || id === 'requests',
    );
    if (!signal || !other) throw new Error('The sample lacks its signals.');
    const long = { ...other, source: { call: 'a:B', query: 'q'.repeat(9_000) } };

    const bounded = [signal, other].map(toBounded);

    expect(bounded.map(({ reading }) => reading.status).toSorted()).toEqual(['known', 'unknown']);
    expect(isValid({ ...observationSet(), observations: [...bounded, toBounded(long)] })).toBe(true);
  });

  it('counts for nothing in a verdict when it is beyond counting', () => {
    const { criteria } = assess(withSignal(1e308));

    expect(criteria.find(({ id }) => id === 'caching-and-batching')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('beyond what can be counted'),
    });
  });
});

import { describe, expect, it } from 'vitest';
import { LATEST_MS, parseRange, resolveRange } from '#functions/console/site/ranges.ts';
import { formatState, isViewHash, parseState } from '#functions/console/site/state.ts';

describe('the address of a view', () => {
  it('says all that is looked at', () => {
    const hash =
      '#/level-2?range=1763712000000-1763715600000&period=300&refresh=10&account=%2Faccounts%2Fferry';

    const state = parseState(hash);

    expect(state).toEqual({
      view: 'level-2',
      range: { kind: 'between', startMs: 1_763_712_000_000, endMs: 1_763_715_600_000 },
      ...{ periodSeconds: 300, refreshSeconds: 10, base: '/accounts/ferry' },
    });
    expect(formatState(state)).toBe(hash);
  });

  it.each([
    '',
    '#',
    '#/',
    '#main',
    '#/../x?range=9h&period=7&refresh=x&account=//x.test',
    '#/a%20b?account=/accounts/../x',
  ])('that is none is the overview: %j', (hash) => {
    expect(parseState(hash)).toEqual({
      view: 'overview',
      range: { kind: 'last', name: '1d', lengthMs: 86_400_000 },
      ...{ periodSeconds: undefined, refreshSeconds: 60, base: '' },
    });
  });

  it('turns the refresh off', () => {
    expect(parseState(formatState({ ...parseState(''), refreshSeconds: 0 })).refreshSeconds).toBe(0);
  });
});

describe('a range', () => {
  it('that ends now has the minute under way', () => {
    expect(resolveRange(parseRange('1h'), 60_001)).toEqual({ startMs: 120_000 - 3_600_000, endMs: 120_000 });
  });

  it('between two moments may begin with the clock of computers', () => {
    expect(parseRange('0-99999999999999')).toEqual({ kind: 'between', startMs: 0, endMs: LATEST_MS });
  });

  it('between two moments must have the first one first', () => {
    expect(parseRange('1763715600000-1763712000000')).toMatchObject({ kind: 'last' });
  });
});

describe('a link that names a view alone', () => {
  it('is told from a place in the page', () => {
    expect(['', '#/', '#/level-2'].every(isViewHash)).toBe(true);
    expect(['#main', '#level-2', '#'].some(isViewHash)).toBe(false);
  });

  it('leaves everything else as it was', () => {
    const before = parseState('#/overview?range=14d&period=300&refresh=10&account=%2Faccounts%2Fferry');

    expect(parseState('#/level-2', before)).toEqual({ ...before, view: 'level-2' });
  });
});

import { describe, expect, it } from 'vitest';
import { FACT_IDS, titleOf } from '#core/maturity/evidence.ts';
import { describeFact } from '#core/maturity/fact-wording.ts';
import {
  toCount,
  toList,
  toNumber,
  toPercent,
  toQuantity,
  toShareOf,
  toUnknown,
} from '#core/maturity/wording.ts';

describe('wording', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [999, '999'],
    [1_000, '1,000'],
    [-1_234_567, '-1,234,567'],
    [0.125, '0.13'],
    [1_234.5, '1,234.5'],
    [1e-9, '0'],
    [-1e-9, '0'],
    [1e21, '1e+21'],
  ])('writes %d as %s', (value, text) => {
    expect(toNumber(value)).toBe(text);
  });

  it('writes shares, quantities and counts', () => {
    expect(toPercent(0.0256)).toBe('2.6 %');
    expect(toPercent(1)).toBe('100 %');
    expect(toShareOf(12, 480)).toBe('12 of 480 calls (2.5 %)');
    expect(toQuantity(1_812, 'Milliseconds')).toBe('1,812 ms');
    expect([0, 1, 2].map((value) => toCount(value, 'call'))).toEqual(['0 calls', '1 call', '2 calls']);
  });

  it('lists names in order, once, and says how many more there are', () => {
    expect(toList(['b', 'a', 'b'])).toBe('a, b');
    expect(toList(['e', 'd', 'c', 'b', 'a'])).toBe('a, b, c and 2 more');
  });

  it('says why something is unknown', () => {
    const refused = { status: 'unknown', reason: 'denied', detail: '' } as const;

    expect(toUnknown(refused)).toBe('unknown: access denied');
    expect(toUnknown({ ...refused, permission: 'a:B' })).toBe('unknown: access denied (a:B)');
  });

  it('has a title for each fact', () => {
    const titles = FACT_IDS.map(titleOf);

    expect(new Set(titles).size).toBe(FACT_IDS.length);
  });

  it('describes facts that have nothing in them', () => {
    const logging = { isEnabled: true, isTextDelivered: false, destinations: [] };

    expect(describeFact('invocationLogging', logging)).toBe('on, without text, to no destination');
    expect(describeFact('invocationLogging', { ...logging, isEnabled: false })).toBe('off');
    expect(describeFact('stages', { stages: [] })).toBe('none');
    expect(describeFact('modelTraffic', { models: [] })).toBe('no calls');
    expect(describeFact('promptUse', { versions: [] })).toBe('none');
    expect(describeFact('traceSpans', { isPresent: false })).toBe('no log group for spans');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LABEL_LENGTH, toIdentifier, toLabel } from '#core/invocation/label.ts';

describe('toLabel', () => {
  it.each([
    ['checkout', 'checkout'],
    [' Überweisung 2 ', 'Überweisung 2'],
    ['a\r\nb', 'a\uFFFD\uFFFDb'],
    ['a\u0000b', 'a\uFFFDb'],
    ['\u001b[31mred', '\uFFFD[31mred'],
    ['\u001b]52;c;aGk=\u0007', '\uFFFD]52;c;aGk=\uFFFD'],
    ['a\u009bb', 'a\uFFFDb'],
    ['user\u202egnp.exe', 'user\uFFFDgnp.exe'],
    ['a\u200bb\u200db\ufeff', 'a\uFFFDb\uFFFDb\uFFFD'],
    ['a\u2028b\u2029c', 'a\uFFFDb\uFFFDc'],
    ['a\ud800b', 'a\uFFFDb'],
    ['tag\u{e0041}', 'tag\uFFFD'],
    ['\u{1f600}', '\u{1f600}'],
  ])('makes %j safe', (text, expected) => {
    expect(toLabel(text)).toBe(expected);
  });

  it.each([undefined, '', '   ', '\t'.slice(1)])('is nothing for %j', (text) => {
    expect(toLabel(text)).toBeUndefined();
  });

  it('keeps the longest label and cuts one that is longer, also through a surrogate pair', () => {
    const longest = 'x'.repeat(MAX_LABEL_LENGTH);

    const [kept, cut, split] = [
      toLabel(longest),
      toLabel(`${longest}y`),
      toLabel(`${longest.slice(1)}\u{1f600}`),
    ];

    expect(kept).toBe(longest);
    expect(cut).toBe(longest);
    expect(split).toBe(`${longest.slice(1)}\uFFFD`);
  });

  it('is printable, well-formed and of bounded length, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const label = toLabel(text) ?? 'none';

        expect(label.length).toBeLessThanOrEqual(MAX_LABEL_LENGTH);
        expect(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(label)).toBe(false);
        expect(Buffer.from(label, 'utf8').toString('utf8')).toBe(label);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('toIdentifier', () => {
  it('keeps an id whole, or not at all: two that are cut would be one', () => {
    const longest = 'x'.repeat(MAX_LABEL_LENGTH);

    expect(toIdentifier(` ${'7'.repeat(36)}\u0000`)).toBe(`${'7'.repeat(36)}\uFFFD`);
    expect(toIdentifier(longest)).toBe(longest);
    expect(toIdentifier(`${longest}y`)).toBeUndefined();
    expect(toIdentifier(' ')).toBeUndefined();
    expect(toIdentifier(undefined)).toBeUndefined();
  });
});

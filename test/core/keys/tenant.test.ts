import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTenantName } from '#core/keys/tenant.ts';

describe('isTenantName', () => {
  it.each(['a', '0', 'team-checkout', 'a'.repeat(63)])('accepts %j', (text) => {
    expect(isTenantName(text)).toBe(true);
  });

  it.each([
    '',
    'a#b',
    '../x',
    'a/b',
    'Team',
    '-team',
    'te am',
    'team\n',
    'te\u0430m', // Cyrillic a
    'tea\u200bm',
    '__proto__',
    'a'.repeat(64),
    'a'.repeat(300),
  ])('refuses %j', (text) => {
    expect(isTenantName(text)).toBe(false);
  });

  it('accepts no two names that differ in case, look or separators only', () => {
    const fold = (text: string): string =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, '');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(isTenantName(text));

        expect(fold(text)).toBe(text);
      }),
      { numRuns: 300, maxSkipsPerRun: 1_000_000 },
    );
  });
});

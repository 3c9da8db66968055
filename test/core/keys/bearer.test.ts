import { describe, expect, it } from 'vitest';
import { parseBearer } from '#core/keys/bearer.ts';

describe('parseBearer', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['  Bearer abc ', 'abc'],
    ['Bearer   abc', 'abc'],
  ])('reads the credential of %j', (header, expected) => {
    expect(parseBearer(header)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    'Bearer\tabc',
    'Bearerabc',
    'Bearer a\u0000',
    'Bearer ä',
    'abc',
  ])('reads none in %j', (header) => {
    expect(parseBearer(header)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { parseJson } from '#core/json/parse-json.ts';

describe('parseJson', () => {
  it('gives what the text holds', () => {
    expect(parseJson('{"rating":["positive"]}')).toEqual({ rating: ['positive'] });
  });

  it.each(['', '{"rating":', 'positive'])('gives undefined for %j', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});

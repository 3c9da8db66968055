import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serialise } from '#core/maturity/serialise.ts';

describe('serialise', () => {
  it('sorts members at every depth, indents by two and ends with a newline', () => {
    const text = serialise({ b: [{ d: 1, c: undefined, a: null }], a: 'x' });

    expect(text).toBe('{\n  "a": "x",\n  "b": [\n    {\n      "a": null,\n      "d": 1\n    }\n  ]\n}\n');
  });

  it('writes members in any order to the same bytes, odd names included', () => {
    const left = JSON.parse('{"constructor":1,"__proto__":{"b":1,"a":2},"10":1,"9":2,"é":3}');
    const right = JSON.parse('{"é":3,"9":2,"__proto__":{"a":2,"b":1},"10":1,"constructor":1}');

    expect(serialise(left)).toBe(serialise(right));
    expect(serialise(left)).toContain('"__proto__"');
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);

        expect(JSON.parse(serialise(value))).toEqual(JSON.parse(text));
        expect(serialise(JSON.parse(serialise(value)))).toBe(serialise(value));
      }),
    );
  });
});

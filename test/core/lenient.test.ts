import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { lenient } from '#core/lenient.ts';

const Names = z.object({ names: lenient(z.array(lenient(z.string()))), size: lenient(z.int()) });

describe('lenient', () => {
  it.each([
    [
      { names: ['a'], size: 1 },
      { names: ['a'], size: 1 },
    ],
    [{ names: ['a', 7, null, 'b'] }, { names: ['a', undefined, undefined, 'b'] }],
    [{ names: 'a', size: 1 }, { size: 1 }],
    [{ names: null, size: 1.5 }, {}],
    [{}, {}],
  ])('reads %j as far as it can', (value, expected) => {
    expect(z.parse(Names, value)).toEqual(expected);
  });

  it('accepts everything and keeps what its schema accepts', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = z.safeParse(lenient(z.string()), value);

        expect(read).toEqual({ success: true, data: typeof value === 'string' ? value : undefined });
      }),
    );
  });
});

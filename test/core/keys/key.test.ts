import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKey, parseKey } from '#core/keys/key.ts';

const KEY_ID = '0123456789abcdef';
const SECRET = 'A-_'.padEnd(43, 'z');
const keyId = fc.string({ unit: fc.constantFrom(...'0123456789abcxyz'), minLength: 16, maxLength: 16 });
const secret = fc.string({ unit: fc.constantFrom(...'AZaz09-_'), minLength: 43, maxLength: 43 });

describe('parseKey', () => {
  it('takes apart what formatKey puts together', () => {
    fc.assert(
      fc.property(keyId, secret, (id, rest) => {
        const key = parseKey(formatKey({ keyId: id, secret: rest }));

        expect(key).toEqual({ keyId: id, secret: rest });
      }),
    );
  });

  it.each([
    '',
    `wmk_${KEY_ID}_${SECRET.slice(1)}`,
    `wmk_${KEY_ID}_${SECRET}z`,
    `wmk_${KEY_ID.slice(1)}_${SECRET}`,
    `wmk_${KEY_ID.toUpperCase()}_${SECRET}`,
    `WMK_${KEY_ID}_${SECRET}`,
    `wmk_${KEY_ID}_${SECRET}\n`,
    ` wmk_${KEY_ID}_${SECRET}`,
    `wmk_${KEY_ID}_${SECRET.slice(1)}=`,
    `sk_${KEY_ID}_${SECRET}`,
  ])('refuses %j', (text) => {
    expect(parseKey(text)).toBeUndefined();
  });

  it('never throws and accepts no garbage', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseKey(text)).toBeUndefined();
      }),
    );
  });
});

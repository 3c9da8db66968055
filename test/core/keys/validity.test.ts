import { describe, expect, it } from 'vitest';
import { keyValidity } from '#core/keys/validity.ts';

const EXPIRY = '2026-11-21T10:00:00.000Z';
const EXPIRY_MS = Date.parse(EXPIRY);

describe('keyValidity', () => {
  it.each([
    ['a key without an end', {}, EXPIRY_MS, 'valid'],
    ['a key before its end', { expiresAt: EXPIRY }, EXPIRY_MS - 1, 'valid'],
    ['a key at its end', { expiresAt: EXPIRY }, EXPIRY_MS, 'expired'],
    ['a key after its end', { expiresAt: EXPIRY }, EXPIRY_MS + 1, 'expired'],
    ['an unreadable end', { expiresAt: 'next year' }, EXPIRY_MS, 'expired'],
    ['an empty end', { expiresAt: '' }, EXPIRY_MS, 'expired'],
    ['a revoked key', { revokedAt: EXPIRY }, EXPIRY_MS, 'revoked'],
    ['a key revoked in the future', { revokedAt: '2999-01-01T00:00:00Z' }, EXPIRY_MS, 'revoked'],
    ['a revoked and expired key', { revokedAt: EXPIRY, expiresAt: EXPIRY }, EXPIRY_MS + 1, 'revoked'],
  ])('says of %s: %s', (_title, key, nowMs, expected) => {
    expect(keyValidity(key, nowMs)).toBe(expected);
  });
});

import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA-256 of a whole gateway key with the pepper, hex. */
export function digestKey(key: string, pepper: string): string {
  return createHmac('sha256', pepper).update(key, 'utf8').digest('hex');
}

/** Compares two hex digests in constant time; digests of different length are unequal. */
export function isSameDigest(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left, 'hex'), Buffer.from(right, 'hex')];
  return (
    leftBytes.length === rightBytes.length && leftBytes.length > 0 && timingSafeEqual(leftBytes, rightBytes)
  );
}

/** Whether a stored key may be used at `nowMs`. An unreadable date counts as expired, never as endless. */
export function keyValidity(
  key: { readonly expiresAt?: string | undefined; readonly revokedAt?: string | undefined },
  nowMs: number,
): 'valid' | 'expired' | 'revoked' {
  if (key.revokedAt !== undefined) return 'revoked';
  if (key.expiresAt !== undefined && !(Date.parse(key.expiresAt) > nowMs)) return 'expired';
  return 'valid';
}

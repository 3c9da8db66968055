const KEY_PATTERN = /^wmk_([0-9a-z]{16})_([A-Za-z0-9_-]{43})$/;

/** A gateway key taken apart. Only `keyId` may be stored or logged. */
export interface GatewayKey {
  readonly keyId: string;
  readonly secret: string;
}

/** The text a caller sends as bearer token. `keyId`: 16 of `[0-9a-z]`; `secret`: 43 characters of base64url (256 bits). */
export function formatKey({ keyId, secret }: GatewayKey): string {
  return `wmk_${keyId}_${secret}`;
}

/** Takes a bearer token apart; `undefined` when it is not one of ours. */
export function parseKey(text: string): GatewayKey | undefined {
  const [, keyId, secret] = KEY_PATTERN.exec(text) ?? [];
  return keyId && secret ? { keyId, secret } : undefined;
}

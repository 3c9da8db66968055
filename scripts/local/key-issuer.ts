import { randomBytes, randomInt } from 'node:crypto';
import { digestKey } from '#adapters/key-digest.ts';
import type { Caps } from '#core/caps/caps.ts';
import { InvalidInputError } from '#core/errors.ts';
import { formatKey } from '#core/keys/key.ts';
import { isTenantName } from '#core/keys/tenant.ts';
import type { KeyWriter, PepperSource } from '#functions/ports.ts';

const KEY_ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const KEY_ID_LENGTH = 16;
/** 256 bits, 43 characters of base64url. */
const SECRET_BYTES = 32;

/** Shown in lists, never searched. */
const LABEL_PATTERN = /^[\p{L}\p{N} ._@:/-]{1,64}$/u;

/** What a key is for. */
export interface KeyRequest {
  readonly tenant: string;
  readonly label: string;
  /** ISO 8601, UTC. @default - never */
  readonly expiresAt?: string | undefined;
  /** @default - none */
  readonly caps?: Caps | undefined;
}

/** A key as handed out once. */
export interface IssuedKey {
  /** The bearer token itself; only its digest is stored. */
  readonly key: string;
  readonly keyId: string;
}

/** Makes a key, stores its digest and returns it for the one time it can be seen. */
export async function issueKey(
  request: KeyRequest,
  {
    keys,
    pepper,
    nowMs,
  }: { readonly keys: KeyWriter; readonly pepper: PepperSource; readonly nowMs: number },
): Promise<IssuedKey> {
  assertKeyRequest(request);
  const keyId = Array.from(
    { length: KEY_ID_LENGTH },
    () => KEY_ID_ALPHABET[randomInt(KEY_ID_ALPHABET.length)],
  ).join('');
  const key = formatKey({ keyId, secret: randomBytes(SECRET_BYTES).toString('base64url') });
  await keys.create({
    keyId,
    digest: digestKey(key, await pepper.pepper()),
    tenant: request.tenant,
    label: request.label,
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: request.expiresAt,
    caps: request.caps,
  });
  return { key, keyId };
}

function assertKeyRequest({ tenant, label }: KeyRequest): void {
  if (!isTenantName(tenant))
    throw new InvalidInputError(
      `--tenant ${JSON.stringify(tenant)} is not allowed; use 1 to 63 lower-case letters, digits and dashes.`,
    );
  if (!LABEL_PATTERN.test(label))
    throw new InvalidInputError(
      `--label ${JSON.stringify(label)} is not allowed; use 1 to 64 letters, digits, spaces and . _ @ : / -`,
    );
}

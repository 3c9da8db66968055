import { digestKey, isSameDigest } from '#adapters/key-digest.ts';
import { ConfigurationError } from '#core/errors.ts';
import { parseKey } from '#core/keys/key.ts';
import { keyValidity } from '#core/keys/validity.ts';
import type { EmbeddedAws } from './aws/server.ts';
import { type IssuedKey, issueKey } from './key-issuer.ts';
import { connectLocalKeys } from './local-clients.ts';
import type { LocalTemplate } from './template.ts';

/** Keys of a running stack. */
export interface StackKeys {
  readonly keysTableName: string;
  readonly hashSecretArn: string;
  /** Creates a key through the code of `npm run keys`. `expiresAt` may lie in the past. */
  readonly createKey: (tenant: string, label: string, expiresAt?: string) => Promise<IssuedKey>;
  /** Revokes it; a cached authorisation lives on for the authorizer's TTL, as in AWS. */
  readonly revokeKey: (keyId: string) => Promise<boolean>;
  /** Whether a bearer token is one of the stored keys and valid now. */
  readonly recognisesKey: (key: string) => Promise<boolean>;
}

/** Table and secret are those that the template gives to the function which checks keys. */
export function connectStackKeys(
  { functions, region }: LocalTemplate,
  { endpoint }: EmbeddedAws,
): StackKeys & { readonly destroy: () => void } {
  const { KEYS_TABLE_NAME: keysTableName, HASH_SECRET_ARN: hashSecretArn } =
    functions.find(({ environment }) => environment.KEYS_TABLE_NAME !== undefined)?.environment ?? {};
  if (keysTableName === undefined || hashSecretArn === undefined)
    throw new ConfigurationError(
      "No function of the template checks keys; the local runner needs auth: 'keys'.",
    );
  const { keys, pepper, destroy } = connectLocalKeys({ endpoint, region, keysTableName, hashSecretArn });
  return {
    keysTableName,
    hashSecretArn,
    createKey: (tenant, label, expiresAt) =>
      issueKey({ tenant, label, expiresAt }, { keys, pepper, nowMs: Date.now() }),
    revokeKey: (keyId) => keys.revoke(keyId, new Date().toISOString()),
    recognisesKey: async (key) => {
      const stored = await keys.find(parseKey(key)?.keyId ?? '-');
      if (!stored || keyValidity(stored, Date.now()) !== 'valid') return false;
      return isSameDigest(stored.digest, digestKey(key, await pepper.pepper()));
    },
    destroy,
  };
}

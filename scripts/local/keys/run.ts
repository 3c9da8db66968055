import { InvalidInputError } from '#core/errors.ts';
import { keyValidity } from '#core/keys/validity.ts';
import type { StoredKey } from '#functions/ports.ts';
import { issueKey } from '../key-issuer.ts';
import type { KeysConnection } from './connect.ts';
import type { KeysCommand } from './options.ts';

/** A key as listed: nothing that could be used or guessed from. */
export interface ListedKey extends Omit<StoredKey, 'digest'> {
  readonly state: 'valid' | 'expired' | 'revoked';
}

/** What a command did. */
export type KeysResult =
  | {
      readonly action: 'create';
      readonly key: string;
      readonly keyId: string;
      readonly tenant: string;
      readonly label: string;
      readonly expiresAt: string | undefined;
    }
  | { readonly action: 'list'; readonly keys: readonly ListedKey[] }
  | { readonly action: 'revoke'; readonly keyId: string; readonly revokedAt: string };

/** Runs a command. Throws `InvalidInputError` with the fix. */
export async function runKeysCommand(
  command: KeysCommand,
  { keys, pepper }: Pick<KeysConnection, 'keys' | 'pepper'>,
  nowMs: number,
): Promise<KeysResult> {
  if (command.action === 'create') {
    const { action, tenant, label, expiresAfterMs } = command;
    const expiresAt =
      expiresAfterMs === undefined ? undefined : new Date(nowMs + expiresAfterMs).toISOString();
    const issued = await issueKey({ tenant, label, expiresAt }, { keys, pepper, nowMs });
    return { action, ...issued, tenant, label, expiresAt };
  }
  if (command.action === 'list') return { action: 'list', keys: toListed(await keys.list(), nowMs) };
  const revokedAt = new Date(nowMs).toISOString();
  if (!(await keys.revoke(command.keyId, revokedAt)))
    throw new InvalidInputError(`There is no key ${command.keyId}. Its id is shown by: npm run keys -- list`);
  return { action: 'revoke', keyId: command.keyId, revokedAt };
}

function toListed(keys: readonly StoredKey[], nowMs: number): readonly ListedKey[] {
  return keys
    .map(({ digest: _digest, ...key }) => ({ ...key, state: keyValidity(key, nowMs) }))
    .toSorted(
      (left, right) => left.createdAt.localeCompare(right.createdAt) || left.keyId.localeCompare(right.keyId),
    );
}

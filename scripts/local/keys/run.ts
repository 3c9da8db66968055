import type { Caps } from '#core/caps/caps.ts';
import { InvalidInputError } from '#core/errors.ts';
import { keyValidity } from '#core/keys/validity.ts';
import type { StoredKey } from '#functions/ports.ts';
import { issueKey } from '../key-issuer.ts';
import { toNewCaps } from './cap-options.ts';
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
      readonly caps: Caps | undefined;
    }
  | { readonly action: 'cap'; readonly keyId: string; readonly caps: Caps }
  | { readonly action: 'list'; readonly keys: readonly ListedKey[] }
  | { readonly action: 'revoke'; readonly keyId: string; readonly revokedAt: string };

/** Runs a command. Throws `InvalidInputError` with the fix. */
export async function runKeysCommand(
  command: KeysCommand,
  { keys, pepper }: Pick<KeysConnection, 'keys' | 'pepper'>,
  nowMs: number,
): Promise<KeysResult> {
  if (command.action === 'create') {
    const { action, tenant, label, expiresAfterMs, caps } = command;
    const expiresAt =
      expiresAfterMs === undefined ? undefined : new Date(nowMs + expiresAfterMs).toISOString();
    const issued = await issueKey({ tenant, label, expiresAt, caps }, { keys, pepper, nowMs });
    return { action, ...issued, tenant, label, expiresAt, caps };
  }
  if (command.action === 'list') return { action: 'list', keys: toListed(await keys.list(), nowMs) };
  if (command.action === 'cap') return changeCaps(command, keys);
  const revokedAt = new Date(nowMs).toISOString();
  if (!(await keys.revoke(command.keyId, revokedAt))) throw noSuchKey(command.keyId);
  return { action: 'revoke', keyId: command.keyId, revokedAt };
}

async function changeCaps(
  { keyId, change }: Extract<KeysCommand, { action: 'cap' }>,
  keys: KeysConnection['keys'],
): Promise<KeysResult> {
  const stored = await keys.find(keyId);
  if (!stored) throw noSuchKey(keyId);
  const caps = toNewCaps(stored.caps ?? {}, change);
  if (!(await keys.setCaps(keyId, caps))) throw noSuchKey(keyId);
  return { action: 'cap', keyId, caps };
}

const noSuchKey = (keyId: string): InvalidInputError =>
  new InvalidInputError(`There is no key ${keyId}. Its id is shown by: npm run keys -- list`);

function toListed(keys: readonly StoredKey[], nowMs: number): readonly ListedKey[] {
  return keys
    .map(({ digest: _digest, ...key }) => ({ ...key, state: keyValidity(key, nowMs) }))
    .toSorted(
      (left, right) => left.createdAt.localeCompare(right.createdAt) || left.keyId.localeCompare(right.keyId),
    );
}

import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { IssuedKey } from '../key-issuer.ts';
import type { StackKeys } from '../stack-keys.ts';

/** Tenant and label of the key that `npm start` makes. */
export const LOCAL_TENANT = 'local';
const LABEL = 'npm start';

const KeptKey = z.object({ key: z.string(), keyId: z.string() });

/**
 * The key of the last start while it is valid, so that clients go on working after a restart; else a new one.
 * It opens nothing but this machine's emulation, and only this user may read the file.
 */
export async function takeKey(
  { createKey, recognisesKey }: Pick<StackKeys, 'createKey' | 'recognisesKey'>,
  file: string | undefined,
): Promise<IssuedKey> {
  const kept = file === undefined ? undefined : await readKept(file);
  if (kept && (await recognisesKey(kept.key))) return kept;
  const created = await createKey(LOCAL_TENANT, LABEL);
  if (file !== undefined) await writeFile(file, JSON.stringify(created), { mode: 0o600 });
  return created;
}

async function readKept(file: string): Promise<IssuedKey | undefined> {
  try {
    return KeptKey.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined; // missing or damaged: a new key replaces it
  }
}

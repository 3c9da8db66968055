import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import { StoredMetric } from './cloudwatch/metric-store.ts';
import { StoredTable } from './dynamodb.ts';
import { StoredSecret } from './secrets-manager.ts';

const VERSION = 1;

/** What survives a restart. */
export const SavedState = z.strictObject({
  version: z.literal(VERSION),
  secrets: z.array(StoredSecret),
  tables: z.array(StoredTable),
  metrics: z.array(StoredMetric),
});
export type SavedState = z.infer<typeof SavedState>;

/** A state without anything in it. */
export const EMPTY_STATE: SavedState = { version: VERSION, secrets: [], tables: [], metrics: [] };

/**
 * Reads a state file. A missing one is an empty state; one that cannot be read is moved aside, so that
 * nothing is lost and the start goes on.
 */
export async function loadState(path: string, warn: (message: string) => void): Promise<SavedState> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw new ConfigurationError(`The state file ${path} cannot be read: ${String(error)}.`, {
      cause: error,
    });
  });
  if (text === undefined) return EMPTY_STATE;
  const parsed = parse(text);
  if (parsed) return parsed;
  const aside = `${path}.unreadable`;
  await rename(path, aside);
  warn(`The state file ${path} cannot be read; it was moved to ${aside} and the start is a fresh one.`);
  return EMPTY_STATE;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

function parse(text: string): SavedState | undefined {
  try {
    return SavedState.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Writes a state file as a whole: a crash in the middle leaves the old one. */
export async function saveState(path: string, state: SavedState): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.unfinished`;
  // Secrets are in it.
  await writeFile(unfinished, JSON.stringify(state), { mode: 0o600 });
  await rename(unfinished, path);
}

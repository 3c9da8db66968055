import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import type { KeptState } from './hosted-service.ts';

const VERSION = 1;

/** What survives a restart: a member for each service that keeps something. */
const SavedState = z.looseObject({ version: z.literal(VERSION) });
type SavedState = z.infer<typeof SavedState>;

/**
 * Gives the services what a state file holds. A missing one is an empty state; one that cannot be read is moved
 * aside, so that nothing is lost and the start goes on.
 */
export async function restoreState(
  path: string,
  parts: readonly KeptState[],
  warn: (message: string) => void,
): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw new ConfigurationError(`The state file ${path} cannot be read: ${String(error)}.`, {
      cause: error,
    });
  });
  if (text === undefined) return;
  const saved = parse(text, parts);
  if (saved) {
    for (const { name, restore } of parts) if (Object.hasOwn(saved, name)) await restore(saved[name]);
    return;
  }
  const aside = `${path}.unreadable`;
  await rename(path, aside);
  warn(`The state file ${path} cannot be read; it was moved to ${aside} and the start is a fresh one.`);
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

function parse(text: string, parts: readonly KeptState[]): SavedState | undefined {
  try {
    const saved = SavedState.parse(JSON.parse(text));
    // A file of a time before a service kept something has no member of that name.
    return parts.every(({ name, accepts }) => !Object.hasOwn(saved, name) || accepts(saved[name]))
      ? saved
      : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a state file as a whole: a crash in the middle leaves the old one. */
export async function saveState(path: string, parts: readonly KeptState[]): Promise<void> {
  const members = await Promise.all(parts.map(async ({ name, snapshot }) => [name, await snapshot()]));
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.unfinished`;
  // Secrets are in it.
  await writeFile(unfinished, JSON.stringify({ version: VERSION, ...Object.fromEntries(members) }), {
    mode: 0o600,
  });
  await rename(unfinished, path);
}

import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import { LOCAL_BUILD_FOLDER } from '../synthesise.ts';

/** Where `npm start` tells other commands what it serves. */
export const RUNTIME_FILE = join(LOCAL_BUILD_FOLDER, 'runtime.json');

/** What a running `npm start` serves. */
export const Runtime = z.object({
  processId: z.number(),
  apiUrl: z.string(),
  endpoint: z.string(),
  region: z.string(),
  stage: z.string(),
  keysTableName: z.string(),
  hashSecretArn: z.string(),
});
export type Runtime = z.infer<typeof Runtime>;

export async function writeRuntime(runtime: Runtime, file: string = RUNTIME_FILE): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(runtime, undefined, 2)}\n`);
}

/** Reads what runs. Throws when nothing does. */
export async function readRuntime(file: string = RUNTIME_FILE): Promise<Runtime> {
  if (!existsSync(file)) throw new ConfigurationError('No local Waymark is running. Start one: npm start');
  return Runtime.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Removes the file unless another process has written it since. */
export async function removeRuntime(processId: number, file: string = RUNTIME_FILE): Promise<void> {
  const runtime = await readRuntime(file).catch(() => undefined);
  if (runtime?.processId === processId) await rm(file, { force: true });
}

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import { parseJson } from '#core/json/parse-json.ts';
import { LOCAL_BUILD_FOLDER } from '../synthesise.ts';

/** Where `npm start` tells other commands what it serves. */
const RUNTIME_FILE = join(LOCAL_BUILD_FOLDER, 'runtime.json');

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

/** Tells what is served. Throws when another process, started at the same moment, has been faster. */
export async function claimRuntime(runtime: Runtime, file: string = RUNTIME_FILE): Promise<void> {
  const running = await findRuntime(file);
  if (running && running.processId !== runtime.processId)
    throw new ConfigurationError(
      `Another npm start has begun to serve ${running.apiUrl} meanwhile. Start this one again.`,
    );
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(runtime, undefined, 2)}\n`);
}

/** Reads what runs. Throws when nothing does. */
export async function readRuntime(file: string = RUNTIME_FILE): Promise<Runtime> {
  const runtime = await findRuntime(file);
  if (runtime) return runtime;
  throw new ConfigurationError('No local Waymark is running. Start one: npm start');
}

/** What runs, if anything does: a file whose process is gone says nothing. */
export async function findRuntime(file: string = RUNTIME_FILE): Promise<Runtime | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const runtime = text === undefined ? undefined : Runtime.safeParse(parseJson(text)).data;
  return runtime && isAlive(runtime.processId) ? runtime : undefined;
}

/** Removes the file unless another process has written it since. */
export async function removeRuntime(processId: number, file: string = RUNTIME_FILE): Promise<void> {
  const runtime = await findRuntime(file);
  if (runtime?.processId === processId) await rm(file, { force: true });
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0); // signal 0 only asks
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

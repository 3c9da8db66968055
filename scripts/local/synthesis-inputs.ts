import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import * as z from 'zod';

/** Everything the template and the bundles are made of. */
const INPUT_FOLDERS = ['infra', 'functions', 'dashboards'] as const;
const INPUT_FILES = ['cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'] as const;

/** Hash over the inputs of a synthesis: same hash, same template. */
export async function hashInputs(
  projectFolder: string,
  context: Readonly<Record<string, unknown>>,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([process.version, context]));
  for (const file of await inputFiles(projectFolder, context)) {
    const content = await readFile(file);
    hash.update(`\n${relative(projectFolder, file)} ${content.byteLength}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** The files that settings name belong to the inputs; a missing one is the CDK app's error to tell. */
async function inputFiles(
  projectFolder: string,
  { settings, waymark }: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const listed = await Promise.all(INPUT_FOLDERS.map((folder) => listFiles(join(projectFolder, folder))));
  const named = typeof settings === 'string' ? [resolve(projectFolder, settings)] : [];
  const prices = priceFilesOf(named[0] === undefined ? waymark : await readSettings(named[0]));
  const single = [
    ...INPUT_FILES.map((file) => join(projectFolder, file)),
    ...named,
    ...prices.map((file) => resolve(projectFolder, file)),
  ];
  return [...listed.flat(), ...single.filter((file) => existsSync(file))];
}

/** Settings that cannot be read are the CDK app's error to tell as well. */
async function readSettings(file: string): Promise<unknown> {
  return readFile(file, 'utf8')
    .then((text): unknown => JSON.parse(text))
    .catch(() => undefined);
}

const Cost = z.object({ cost: z.object({ prices: z.string() }) });
const Settings = z.object({
  defaults: z.unknown().optional(),
  stages: z.record(z.string(), z.unknown()).optional(),
});

/** Files of prices that the settings of any stage name. */
function priceFilesOf(settings: unknown): readonly string[] {
  const { defaults, stages = {} } = Settings.safeParse(settings).data ?? {};
  return [defaults, ...Object.values(stages)].flatMap((stage) => {
    const prices = Cost.safeParse(stage).data?.cost.prices;
    return prices === undefined ? [] : [prices];
  });
}

async function listFiles(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

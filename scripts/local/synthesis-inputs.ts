import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

/** Everything the template and the bundles are made of. */
const INPUT_FOLDERS = ['infra', 'functions', 'dashboards'] as const;
const INPUT_FILES = ['cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'] as const;

/** Hash over the inputs of a synthesis: same hash, same template. */
export async function hashInputs(
  projectFolder: string,
  context: Readonly<Record<string, unknown>>,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([process.version, context]));
  for (const file of await inputFiles(projectFolder, context.settings)) {
    const content = await readFile(file);
    hash.update(`\n${relative(projectFolder, file)} ${content.byteLength}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** The settings file that `-c settings=` names belongs to the inputs; a missing one is the CDK app's error to tell. */
async function inputFiles(projectFolder: string, settings: unknown): Promise<readonly string[]> {
  const listed = await Promise.all(INPUT_FOLDERS.map((folder) => listFiles(join(projectFolder, folder))));
  const named = typeof settings === 'string' ? [resolve(projectFolder, settings)] : [];
  const single = [...INPUT_FILES.map((file) => join(projectFolder, file)), ...named];
  return [...listed.flat(), ...single.filter((file) => existsSync(file))];
}

async function listFiles(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

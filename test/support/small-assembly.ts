import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '#scripts/local/synthesise.ts';
import { TEST_CONTEXT } from './local-stack-context.ts';

/** A cloud assembly of its own, removed by `remove`. */
export interface AssemblyCopy {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** Copies the synthesised assembly with every function at `memoryMb`. */
export async function copyAssemblyWithMemory(memoryMb: number): Promise<AssemblyCopy> {
  const original = await synthesise({
    context: { ...TEST_CONTEXT, stage: 'dev' },
    onProgress: () => undefined,
  });
  const folder = await mkdtemp(join(tmpdir(), 'waymark-assembly-'));
  await cp(original, folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.template.json')) continue;
    const template = await readFile(join(folder, name), 'utf8');
    await writeFile(
      join(folder, name),
      template.replaceAll(/"MemorySize": ?\d+/g, `"MemorySize": ${memoryMb}`),
    );
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { PROJECT_FOLDER } from '../synthesise.ts';

let cached: Promise<string> | undefined;

/** What a team's thread executes, as one CommonJS text: no loader is needed inside a thread, so it starts fast. */
export function teamWorkerCode(): Promise<string> {
  cached ??= bundleTeamWorker();
  return cached;
}

async function bundleTeamWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./worker/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['dynalite'], // loads a native library from its own folder
    banner: { js: `require = require('node:module').createRequire(${requireFrom});` },
  });
  return outputFiles[0]?.text ?? '';
}

/** A text that is run has no file to look for modules from. */
const requireFrom = JSON.stringify(join(PROJECT_FOLDER, 'package.json'));

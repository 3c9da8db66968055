import { join } from 'node:path';
import { PROJECT_FOLDER } from '../synthesise.ts';
import { bundleWorker } from '../worker-bundle.ts';

/** A text that is run has no file to look for modules from. */
const REQUIRE_FROM = JSON.stringify(join(PROJECT_FOLDER, 'package.json'));

let cached: Promise<string> | undefined;

/** What a team's thread executes. */
export function teamWorkerCode(): Promise<string> {
  cached ??= bundleWorker(new URL('./worker/main.ts', import.meta.url), {
    external: ['dynalite'], // loads a native library from its own folder
    banner: { js: `require = require('node:module').createRequire(${REQUIRE_FROM});` },
  });
  return cached;
}

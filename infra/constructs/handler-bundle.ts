import { basename, join } from 'node:path';
import { type BuildOptions, buildSync, type TransformOptions, transformSync } from 'esbuild';
import { PROJECT_ROOT } from '../project-root.ts';
import type { SiteFile } from './site-bundle.ts';

/**
 * Whether a function's code is one file, or lies in parts of which those behind an `import()` are loaded when they are
 * first needed. Parts are for a function that somebody waits for.
 */
export type HandlerLoading = 'whole' | 'in-parts';

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * How handlers are bundled. CommonJS starts faster than ESM on Lambda, and the SDK is bundled so that what was
 * tested is what runs. Licence comments are dropped: the bundle is deployed, not distributed.
 */
export const BUNDLING = { ...COMMON, format: 'cjs' } as const satisfies BuildOptions;

/** esbuild splits ES modules only; each part becomes CommonJS after that. */
const BUNDLING_IN_PARTS = {
  ...COMMON,
  format: 'esm',
  splitting: true,
  outdir: '/', // names only: nothing is written
  outExtension: { '.js': '.cjs' },
} as const satisfies BuildOptions;

/** `import()` of a part as `require`: it is a file beside, and needs no second loader. */
export const TO_COMMON_JS = {
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  supported: { 'dynamic-import': false },
} as const satisfies TransformOptions;

/** Path of the module that exports `handler`. */
export function toEntryPoint(functionName: string): string {
  return join(PROJECT_ROOT, 'functions', functionName, 'handler.ts');
}

/** A function's code, `index.js` and its parts, bundled in this process. */
export function bundleHandler(functionName: string, loading: HandlerLoading): readonly SiteFile[] {
  const entryPoint = toEntryPoint(functionName);
  return loading === 'whole' ? [bundleWhole(entryPoint)] : bundleInParts(entryPoint);
}

function bundleWhole(entryPoint: string): SiteFile {
  const [file] = buildSync({
    ...BUNDLING,
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [entryPoint],
    write: false,
  }).outputFiles;
  if (!file) throw new TypeError(`esbuild made nothing of ${entryPoint}`);
  return { name: 'index.js', contents: file.contents };
}

function bundleInParts(entryPoint: string): readonly SiteFile[] {
  const { outputFiles } = buildSync({
    ...BUNDLING_IN_PARTS,
    absWorkingDir: PROJECT_ROOT,
    entryPoints: { index: entryPoint },
    inject: [entryPoint], // as if every part imported it: what the entry needs is one file then, and not twenty
    write: false,
  });
  return outputFiles.map(({ path, text }) => {
    const name = basename(path);
    // only the entry has the name that Lambda looks for: in a project of ES modules `.js` would not be CommonJS
    return {
      name: name === 'index.cjs' ? 'index.js' : name,
      contents: transformSync(text, TO_COMMON_JS).code,
    };
  });
}

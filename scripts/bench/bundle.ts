import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, transform } from 'esbuild';

/** The repository. */
export const PROJECT_ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How the stack bundles its functions. A test holds it against `infra`. */
export const FUNCTION_BUNDLING = {
  format: 'cjs',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: false,
  legalComments: 'none',
} as const satisfies BuildOptions;

/**
 * Bundles a source of the repository as the stack does its functions. Resolves to the bundle's size in bytes.
 * `outfile` is a `.cjs`, because the repository's own `"type": "module"` is not deployed.
 */
export async function bundleAsDeployed(source: string, outfile: string): Promise<number> {
  await build({
    ...FUNCTION_BUNDLING,
    entryPoints: [join(PROJECT_ROOT, source)],
    bundle: true,
    platform: 'node',
    outfile,
    logLevel: 'warning',
  });
  return (await stat(outfile)).size;
}

/** A bundle in parts. */
export interface BundleInParts {
  /** The file that exports the handler. */
  readonly path: string;
  /** Size of all its files. */
  readonly bytes: number;
  /** Size of those that are loaded before the handler is called. */
  readonly loadedBytes: number;
}

/**
 * Bundles a source of the repository as the stack does a function that is loaded in parts. A test holds the files against
 * those of `infra`. The entry is `index.cjs` here, for the same reason as above.
 */
export async function bundleInPartsAsDeployed(source: string, folder: string): Promise<BundleInParts> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const entryPoint = join(PROJECT_ROOT, source);
  const { outputFiles, metafile } = await build({
    ...FUNCTION_BUNDLING,
    format: 'esm',
    splitting: true,
    absWorkingDir: PROJECT_ROOT,
    entryPoints: { index: entryPoint },
    inject: [entryPoint],
    bundle: true,
    platform: 'node',
    outdir: '/',
    outExtension: { '.js': '.cjs' },
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const sizes = new Map<string, number>();
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, TO_COMMON_JS);
    sizes.set(basename(path), Buffer.byteLength(code));
    await writeFile(join(folder, basename(path)), code);
  }
  const sizeOf = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  const loaded = filesLoadedBy('index.cjs', metafile);
  return { path: join(folder, 'index.cjs'), bytes: sizeOf(sizes.keys()), loadedBytes: sizeOf(loaded) };
}

const TO_COMMON_JS = {
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  supported: { 'dynamic-import': false },
} as const;

/** A file and those it imports, those of them and so on, without what is behind an `import()`. */
function filesLoadedBy(entry: string, { outputs }: Metafile): ReadonlySet<string> {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const loaded = new Set([entry]);
  for (const name of loaded) // grows while it is walked
    for (const { kind, path, external } of byName.get(name)?.imports ?? [])
      if (kind === 'import-statement' && external !== true) loaded.add(basename(path));
  return loaded;
}

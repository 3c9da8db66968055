import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

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

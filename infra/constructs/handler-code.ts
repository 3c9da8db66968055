import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';
import { PROJECT_ROOT } from '../project-root.ts';
import type { SiteFile } from './site-bundle.ts';

/**
 * How handlers are bundled. CommonJS starts faster than ESM on Lambda, and the SDK is bundled so that what was
 * tested is what runs. Licence comments are dropped: the bundle is deployed, not distributed.
 */
export const BUNDLING = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Path of the module that exports `handler`. */
export function toEntryPoint(functionName: string): string {
  return join(PROJECT_ROOT, 'functions', functionName, 'handler.ts');
}

/**
 * `functions/<name>/handler.ts` as one file, bundled in this process: `NodejsFunction` would start npx for each
 * function, which takes longer than esbuild, and would look for Docker when esbuild is missing.
 */
export function toHandlerCode(functionName: string, siteFiles?: () => readonly SiteFile[]): Code {
  const entryPoint = toEntryPoint(functionName);
  return Code.fromAsset(join(entryPoint, '..'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('none'), // required by the type; `local` below never declines
      local: {
        tryBundle: (outputFolder) => {
          writeFileSync(join(outputFolder, 'index.js'), bundleOnce(entryPoint));
          for (const { name, contents } of siteFiles?.() ?? [])
            writeFileSync(join(outputFolder, name), contents);
          return true;
        },
      },
    },
  });
}

const bundles = new Map<string, Uint8Array>();

/** A process that builds several stacks bundles each handler once. */
function bundleOnce(entryPoint: string): Uint8Array {
  const known = bundles.get(entryPoint);
  if (known) return known;
  const [file] = buildSync({
    ...BUNDLING,
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [entryPoint],
    write: false,
  }).outputFiles;
  if (!file) throw new TypeError(`esbuild made nothing of ${entryPoint}`);
  bundles.set(entryPoint, file.contents);
  return file.contents;
}

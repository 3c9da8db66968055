import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, type HandlerLoading, toEntryPoint } from './handler-bundle.ts';
import type { SiteFile } from './site-bundle.ts';

/** What lies beside a handler's code, and how that is loaded. */
export interface HandlerCodeOptions {
  /** @default 'whole' */
  readonly loading?: HandlerLoading | undefined;
  /** Files that lie beside the code. @default - none */
  readonly siteFiles?: (() => readonly SiteFile[]) | undefined;
}

/**
 * `functions/<name>/handler.ts` bundled in this process: `NodejsFunction` would start npx for each function, which takes
 * longer than esbuild, and would look for Docker when esbuild is missing.
 */
export function toHandlerCode(
  functionName: string,
  { loading = 'whole', siteFiles }: HandlerCodeOptions = {},
): Code {
  return Code.fromAsset(join(toEntryPoint(functionName), '..'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('none'), // required by the type; `local` below never declines
      local: {
        tryBundle: (outputFolder) => {
          for (const { name, contents } of [...bundleOnce(functionName, loading), ...(siteFiles?.() ?? [])])
            writeFileSync(join(outputFolder, name), contents);
          return true;
        },
      },
    },
  });
}

const bundles = new Map<string, readonly SiteFile[]>();

/** A process that builds several stacks bundles each handler once. */
function bundleOnce(functionName: string, loading: HandlerLoading): readonly SiteFile[] {
  const known = bundles.get(functionName) ?? bundleHandler(functionName, loading);
  bundles.set(functionName, known);
  return known;
}

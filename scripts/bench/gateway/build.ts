import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** The repository. */
export const PROJECT_ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Where the benchmark writes; not under version control. */
export const BUILD_FOLDER = join(PROJECT_ROOT, 'build/bench');

/** How the stack bundles its functions. A test holds it against `infra`. */
export const FUNCTION_BUNDLING = {
  format: 'cjs',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: false,
  legalComments: 'none',
} as const satisfies BuildOptions;

const PROGRAMS = [
  'stub',
  'environment',
  'handler-server',
  'first-response',
  'empty-handler',
  'raw-handler',
  'loopback',
] as const;

/** A program that the benchmark runs in a process of its own. */
export type Program = (typeof PROGRAMS)[number];

/** Path of a built program. */
export function programPath(program: Program): string {
  return join(BUILD_FOLDER, `${program}.cjs`);
}

/** The gateway function as it is deployed. */
export interface GatewayBundle {
  readonly path: string;
  readonly bytes: number;
}

/** Bundles the gateway as the stack does. `.cjs`, because the repository's own `"type": "module"` is not deployed. */
export async function buildGateway(): Promise<GatewayBundle> {
  const path = join(BUILD_FOLDER, 'gateway.cjs');
  await build({
    ...FUNCTION_BUNDLING,
    entryPoints: [join(PROJECT_ROOT, 'functions/gateway/handler.ts')],
    bundle: true,
    platform: 'node',
    outfile: path,
    logLevel: 'warning',
  });
  return { path, bytes: (await stat(path)).size };
}

/** Builds the benchmark's own programs, so that no loader runs beside what is measured. */
export async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: PROGRAMS.map((program) =>
      join(PROJECT_ROOT, `scripts/bench/gateway/programs/${program}.ts`),
    ),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outdir: BUILD_FOLDER,
    outExtension: { '.js': '.cjs' },
    logLevel: 'warning',
  });
}

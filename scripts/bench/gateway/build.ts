import { join } from 'node:path';
import { build } from 'esbuild';
import { type BundleInParts, bundleInPartsAsDeployed, PROJECT_ROOT } from '../bundle.ts';

/** Where the benchmark writes; not under version control. */
const BUILD_FOLDER = join(PROJECT_ROOT, 'build/bench');

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

/** Bundles the gateway as the stack does. */
export function buildGateway(): Promise<BundleInParts> {
  return bundleInPartsAsDeployed('functions/gateway/handler.ts', join(BUILD_FOLDER, 'gateway'));
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

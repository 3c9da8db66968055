import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleAsDeployed } from '../bundle.ts';

/** Functions that came with the maturity part, and the authorizer in front of it. */
export const FUNCTIONS = ['maturity', 'feedback', 'authorizer'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** A function as it is deployed. */
export interface FunctionBundle {
  readonly name: FunctionName;
  readonly path: string;
  readonly bytes: number;
}

const PROGRAMS = ['first-invocation', 'empty-function', 'evaluation'] as const;

/** A folder of this run's own: another run may be under way, a test's for example. */
export async function withWorkFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Path of a built program of this benchmark. */
export function programPath(folder: string, program: (typeof PROGRAMS)[number]): string {
  return join(folder, `${program}.cjs`);
}

/** Bundles a function as the stack does. */
export async function buildFunction(folder: string, name: FunctionName): Promise<FunctionBundle> {
  const path = join(folder, `${name}.function.cjs`);
  return { name, path, bytes: await bundleAsDeployed(`functions/${name}/handler.ts`, path) };
}

/** Builds the programs as functions are built: what they contain runs as it does when it is deployed. */
export async function buildPrograms(folder: string): Promise<void> {
  await Promise.all(
    PROGRAMS.map((program) =>
      bundleAsDeployed(`scripts/bench/maturity/programs/${program}.ts`, programPath(folder, program)),
    ),
  );
}

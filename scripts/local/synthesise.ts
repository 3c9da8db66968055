import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import { hashInputs } from './synthesis-inputs.ts';

/** Folder of the repository. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../../', import.meta.url));

/** Where everything local is kept; ignored by git. */
export const LOCAL_BUILD_FOLDER = join(PROJECT_FOLDER, 'build', 'local');

/** Assemblies kept, so that switching between stages or branches does not synthesise again. */
const KEPT_ASSEMBLIES = 8;

/** What to synthesise. */
export interface SynthesisOptions {
  /** CDK context, on top of `cdk.json`. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly onProgress: (line: string) => void;
}

const CdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/** Synthesises the stack, unless none of its inputs changed. Resolves to the folder of the cloud assembly. */
export async function synthesise({ context, onProgress }: SynthesisOptions): Promise<string> {
  const cdkContext = { ...readCdkContext(), ...context };
  const parent = join(LOCAL_BUILD_FOLDER, 'cdk.out');
  const folder = join(parent, await hashInputs(PROJECT_FOLDER, cdkContext));
  if (existsSync(join(folder, 'manifest.json'))) {
    await utimes(folder, new Date(), new Date());
    return folder;
  }
  onProgress('Synthesising the stack (only when something changed) …');
  const temporary = join(parent, `new-${randomBytes(6).toString('hex')}`);
  await mkdir(temporary, { recursive: true });
  try {
    await runApp(temporary, cdkContext);
    await publish(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  await removeOld(parent);
  return folder;
}

/** Context of `cdk.json`. */
export function readCdkContext(): Readonly<Record<string, unknown>> {
  const file = join(PROJECT_FOLDER, 'cdk.json');
  if (!existsSync(file)) throw new ConfigurationError(`${file} is missing; check the clone out again.`);
  return CdkJson.parse(JSON.parse(readFileSync(file, 'utf8'))).context;
}

/** Runs the CDK app as the CDK CLI would, without the CLI: it starts faster and contacts nobody. */
async function runApp(outputFolder: string, context: Readonly<Record<string, unknown>>): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join('infra', 'app.ts')], {
    cwd: PROJECT_FOLDER,
    env: childEnvironment(outputFolder, context),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  if (code !== 0)
    throw new ConfigurationError(`The stack cannot be synthesised.\n${reasonOf(errors || output)}`);
}

/** No credentials, no telemetry, no registry: synthesis works with what is on this machine. */
function childEnvironment(
  outputFolder: string,
  context: Readonly<Record<string, unknown>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|CDK_|NODE_OPTIONS$|VITEST|npm_)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    CDK_OUTDIR: outputFolder,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_DISABLE_CLI_TELEMETRY: '1',
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  };
}

/** What a person needs of a failed run: the error's own words, without the stack trace. */
function reasonOf(output: string): string {
  const lines = output.split('\n').filter((line) => !/^\s+at |^npm warn|^Node\.js v|^node:/.test(line));
  const message = lines.findIndex((line) => /^\w*Error\b|^\w+Failed\b/.test(line));
  return lines.slice(Math.max(0, message)).join('\n').trim();
}

/** The rename is atomic; when another process was faster, its folder holds the same bytes. */
async function publish(temporary: string, folder: string): Promise<void> {
  await rename(temporary, folder).catch((error: unknown) => {
    if (!existsSync(join(folder, 'manifest.json'))) throw error;
  });
}

async function removeOld(parent: string): Promise<void> {
  const folders = await Promise.all(
    (await readdir(parent)).map(async (name) => ({ name, usedMs: (await stat(join(parent, name))).mtimeMs })),
  );
  const old = folders.toSorted((left, right) => right.usedMs - left.usedMs).slice(KEPT_ASSEMBLIES);
  await Promise.all(old.map(({ name }) => rm(join(parent, name), { recursive: true, force: true })));
}

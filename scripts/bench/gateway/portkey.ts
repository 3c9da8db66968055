import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { type Child, startChild } from '../child.ts';
import { PROJECT_ROOT, programPath } from './build.ts';
import { Listening } from './messages.ts';

/** Portkey's open source gateway, which is compared with. Never a dependency of the project. */
export const PORTKEY_PACKAGE = '@portkey-ai/gateway';
export const PORTKEY_VERSION = '1.15.2';

const FOLDER = join(PROJECT_ROOT, 'build/portkey');
const PACKAGE_FOLDER = join(FOLDER, 'node_modules', PORTKEY_PACKAGE);
/** A registry that does not answer must not hang the benchmark, in milliseconds. */
const INSTALL_TIMEOUT_MS = 180_000;

const Manifest = z.object({ version: z.string() });

/** Starts Portkey's gateway on a free port of 127.0.0.1, installing it first when it is missing. */
export async function startPortkey(): Promise<{ readonly child: Child; readonly port: number }> {
  if ((await installedVersion()) !== PORTKEY_VERSION) await install();
  const child = startChild({
    nodeArguments: [
      '--require',
      programPath('loopback'),
      join(PACKAGE_FOLDER, 'build/start-server.js'),
      '--headless',
    ],
    environment: { NODE_ENV: 'production' },
    showsErrors: false, // it fails to log each streamed call, with a stack trace
  });
  try {
    return { child, port: (await child.next(Listening)).port };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

async function installedVersion(): Promise<string | undefined> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(PACKAGE_FOLDER, 'package.json'), 'utf8'))).version;
  } catch {
    return undefined; // not installed
  }
}

async function install(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const options = ['--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    await promisify(execFile)('npm', ['install', ...options, `${PORTKEY_PACKAGE}@${PORTKEY_VERSION}`], {
      timeout: INSTALL_TIMEOUT_MS,
    });
  } catch (cause) {
    throw new Error(
      `${PORTKEY_PACKAGE}@${PORTKEY_VERSION} could not be installed into build/portkey; --skip-portkey leaves it out.`,
      { cause },
    );
  }
}

/** Headers that make Portkey's gateway call the stub as Amazon Bedrock. */
export function portkeyHeaders(stubPort: number): Readonly<Record<string, string>> {
  return {
    'x-portkey-provider': 'bedrock',
    'x-portkey-custom-host': `http://127.0.0.1:${stubPort}`,
    'x-portkey-aws-access-key-id': 'AKIAIOSFODNN7EXAMPLE',
    'x-portkey-aws-secret-access-key': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'x-portkey-aws-region': 'us-east-1',
  };
}

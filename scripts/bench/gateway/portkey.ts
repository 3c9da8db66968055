import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { PROJECT_ROOT } from '../bundle.ts';
import { programPath } from './build.ts';
import { runLoad, toRequest } from './load.ts';
import { type MeasuredPath, RAW, type ServedPath, startServer } from './paths.ts';
import { chatBody } from './traffic.ts';

/** Portkey's open source gateway, which is compared with. Never a dependency of the project. */
const PORTKEY_PACKAGE = '@portkey-ai/gateway';
const PORTKEY_VERSION = '1.15.2';
/** Its title in the tables. */
export const PORTKEY = `Portkey ${PORTKEY_VERSION}`;

const FOLDER = join(PROJECT_ROOT, 'build/portkey');
const PACKAGE_FOLDER = join(FOLDER, 'node_modules', PORTKEY_PACKAGE);
/** A registry that does not answer must not hang the benchmark, in milliseconds. */
const INSTALL_TIMEOUT_MS = 180_000;

const Manifest = z.object({ version: z.string() });

/** Starts Portkey's gateway on a free port of 127.0.0.1, installing it first when it is missing. */
export async function startPortkeyPath(stubPort: number): Promise<ServedPath> {
  if ((await installedVersion()) !== PORTKEY_VERSION) await install();
  const { child, port } = await startServer(
    ['--require', programPath('loopback'), join(PACKAGE_FOLDER, 'build/start-server.js'), '--headless'],
    { NODE_ENV: 'production' },
    false, // it fails to log each streamed call, with a stack trace
  );
  const headers = portkeyHeaders(stubPort);
  const run: MeasuredPath['run'] = (mode, concurrency, calls) => {
    const request = toRequest(port, '/v1/chat/completions', headers, chatBody(mode));
    return runLoad({ port, request, concurrency, calls });
  };
  return { child, path: { title: PORTKEY, baseline: RAW, run } };
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
function portkeyHeaders(stubPort: number): Readonly<Record<string, string>> {
  return {
    'x-portkey-provider': 'bedrock',
    'x-portkey-custom-host': `http://127.0.0.1:${stubPort}`,
    'x-portkey-aws-access-key-id': 'AKIAIOSFODNN7EXAMPLE',
    'x-portkey-aws-secret-access-key': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'x-portkey-aws-region': 'us-east-1',
  };
}

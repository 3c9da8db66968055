import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { UpstreamError } from '#core/errors.ts';
import { endWithThisProcess } from './command.ts';
import { installPythonTool } from './python-tool.ts';

/** A running MiniStack. */
export interface MiniStack {
  /** Every service, on one port of 127.0.0.1. */
  readonly endpoint: string;
  readonly logFile: string;
  /** Ends it and waits until it is gone. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

const READY_ATTEMPTS = 150;
const READY_INTERVAL_MS = 200;
/** It answers SIGTERM in a moment, unless a function of its is still busy. */
const STOP_TIMEOUT_MS = 5_000;

/** Starts MiniStack with its files in `folder`, which is emptied first. */
export async function startMiniStack(folder: string, onProgress: (line: string) => void): Promise<MiniStack> {
  const programs = await installPythonTool('ministack', onProgress);
  const temporaryFolder = join(folder, 'files');
  await rm(folder, { recursive: true, force: true });
  await mkdir(temporaryFolder, { recursive: true });
  // Function code is unpacked below this folder; in Lambda no package.json above it says "module".
  await writeFile(join(temporaryFolder, 'package.json'), '{"type":"commonjs"}\n');

  const port = await freePort();
  const logFile = join(folder, 'ministack.log');
  const log = createWriteStream(logFile);
  const child = spawn(join(programs, 'python'), ['-m', 'ministack.app'], {
    env: environment(port, temporaryFolder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithThisProcess(child);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const gone = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  };
  const endpoint = `http://127.0.0.1:${port}`;
  await Promise.race([
    untilReady(endpoint),
    gone.then(() =>
      Promise.reject(new UpstreamError(`MiniStack ended; see ${logFile}`, { retryable: false })),
    ),
  ]).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { endpoint, logFile, stop };
}

/** Nothing of ours is handed on but PATH (for `node`): no credentials, no proxies. */
function environment(port: number, temporaryFolder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: temporaryFolder,
    TMPDIR: temporaryFolder,
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    LAMBDA_EXECUTOR: 'local',
    CLOUDTRAIL_RECORDING: '1',
    // Listeners of their own, which nothing here needs.
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address === 'object' && address) return address.port;
  throw new UpstreamError('No free port on 127.0.0.1.', { retryable: true });
}

async function untilReady(endpoint: string): Promise<void> {
  for (let attempt = 0; attempt < READY_ATTEMPTS; attempt++) {
    const isReady = await fetch(`${endpoint}/_ministack/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await wait(READY_INTERVAL_MS);
  }
  throw new UpstreamError(
    `MiniStack was not ready after ${(READY_ATTEMPTS * READY_INTERVAL_MS) / 1000} seconds.`,
    { retryable: true },
  );
}

import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { UpstreamError } from '#core/errors.ts';

/** A program to run to its end. */
export interface Command {
  readonly program: string;
  readonly parameters: readonly string[];
  /** @default - of this process */
  readonly folder?: string;
  /** The whole environment of the program. @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs a program without standard input and resolves to what it printed. Throws with all it said when it fails. */
export async function run(command: Command): Promise<string> {
  const child = spawn(command.program, command.parameters, {
    cwd: command.folder,
    env: command.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithThisProcess(child);
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  if (code !== 0)
    throw new UpstreamError(`${describe(command)} ended with code ${code}.\n${output}${errors}`, {
      retryable: false,
    });
  return output;
}

/** Runs a program whose output goes straight to the terminal; resolves to its exit code. */
export function runVisibly(command: Command): Promise<number> {
  const child = spawn(command.program, command.parameters, {
    cwd: command.folder,
    env: command.environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  endWithThisProcess(child);
  return exitOf(child);
}

/** Ends a child when this process ends before it. */
export function endWithThisProcess(child: ChildProcess): void {
  const end = (): void => void child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function describe({ program, parameters }: Command): string {
  return [program, ...parameters].join(' ');
}

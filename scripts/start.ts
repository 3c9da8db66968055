import { WaymarkError } from '#core/errors.ts';
import { isolateFromAwsConfiguration } from './local/isolate.ts';
import type { LocalStack } from './local/stack.ts';
import { parseStartOptions, START_USAGE, type StartOptions } from './local/start/options.ts';
import { formatReport, styleFor } from './local/start/report.ts';
import { startAndReport } from './local/start/run.ts';
import { removeRuntime } from './local/start/runtime-file.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** Progress goes to stderr, so that stdout holds the report alone. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Ends the process on a signal: at once while it starts, through `onStop` afterwards. */
function listenForStop(onStop: () => void): { readonly startServing: () => void } {
  let isServing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      if (!isServing) process.exit(0); // nothing to save yet
      onStop();
    });
  return {
    startServing: () => {
      isServing = true;
    },
  };
}

async function serveUntilStopped(stack: LocalStack, isStopped: Promise<void>): Promise<void> {
  say('\nCtrl-C stops.');
  await isStopped;
  say('\nStopping …');
  await stack.close();
  await removeRuntime(process.pid);
}

async function run(options: StartOptions): Promise<void> {
  let stop: () => void = () => undefined;
  const isStopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const { startServing } = listenForStop(() => stop());
  const { stack, report } = await startAndReport(options, say);
  startServing();
  const text = options.json
    ? `${JSON.stringify(report)}\n`
    : formatReport(report, styleFor(process.stdout, process.env), { isServing: !options.once });
  process.stdout.write(text);
  if (options.once) {
    await stack.close();
    if (report.traffic?.surprises.length) process.exitCode = EXIT_FAILED;
    return;
  }
  await serveUntilStopped(stack, isStopped);
}

function explain(error: unknown, { port }: StartOptions): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another one: npm start -- --port ${port + 1}`;
  if (error instanceof WaymarkError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const parsed = parseStartOptions(process.argv.slice(2));
process.stdout.on('error', () => process.exit(0)); // the reader of a pipe is gone
if (parsed.kind === 'wrong') {
  say(`${parsed.words}\n\n${START_USAGE}`);
  process.exitCode = EXIT_USAGE;
} else if (parsed.options.help) {
  process.stdout.write(START_USAGE);
} else {
  isolateFromAwsConfiguration();
  await run(parsed.options).catch((error: unknown) => {
    say(explain(error, parsed.options));
    process.exitCode = EXIT_FAILED;
  });
}

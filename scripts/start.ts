import { WaymarkError } from '#core/errors.ts';
import { type ShownTeams, showTeams } from './local/console/team-accounts.ts';
import { isolateFromAwsConfiguration } from './local/isolate.ts';
import type { LocalStack } from './local/stack.ts';
import { parseStartOptions, START_USAGE, type StartOptions } from './local/start/options.ts';
import { formatReport, type StartReport, styleFor } from './local/start/report.ts';
import { startAndReport } from './local/start/run.ts';
import { removeRuntime } from './local/start/runtime-file.ts';
import { formatTeams, type StartedTeams, startTeams } from './local/start/teams.ts';

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

/** What runs until it is stopped. */
interface Running {
  readonly stack: LocalStack;
  readonly teams: StartedTeams | undefined;
  readonly shown?: ShownTeams | undefined;
}

async function close({ stack, teams, shown }: Running): Promise<void> {
  await teams?.close();
  await shown?.close();
  await stack.close();
}

async function serveUntilStopped(running: Running, isStopped: Promise<void>): Promise<void> {
  say('\nCtrl-C stops.');
  await isStopped;
  say('\nStopping …');
  await close(running);
  await removeRuntime(process.pid);
}

async function run(options: StartOptions): Promise<void> {
  let stop: () => void = () => undefined;
  const isStopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const { startServing } = listenForStop(() => stop());
  const { stack, report, console } = await startAndReport(options, say);
  startServing();
  const teams = options.teams ? startTeams(stack, options, say) : undefined;
  const told = options.json ? printJson(report, teams) : printText({ report, teams }, options);
  if (!options.once) {
    const shown = teams && showTeams(console, { stack, teams, onWarning: say });
    return serveUntilStopped({ stack, teams, shown }, isStopped);
  }
  await told;
  await close({ stack, teams });
  if (report.traffic?.surprises.length) process.exitCode = EXIT_FAILED;
}

/** One object, so that it waits for the teams. */
async function printJson(report: StartReport, teams: StartedTeams | undefined): Promise<void> {
  const all = { ...report, teams: await teams?.summaries };
  process.stdout.write(`${JSON.stringify(all)}\n`);
}

/** The teams follow when they are assessed. */
async function printText(
  { report, teams }: { readonly report: StartReport; readonly teams: StartedTeams | undefined },
  { once }: StartOptions,
): Promise<void> {
  const style = styleFor(process.stdout, process.env);
  process.stdout.write(formatReport(report, style, { isServing: !once }));
  const summaries = await teams?.summaries;
  if (summaries) process.stdout.write(`\n${formatTeams(summaries, style)}`);
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

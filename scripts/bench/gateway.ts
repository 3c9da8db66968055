import { WaymarkError } from '#core/errors.ts';
import { HELP, readOptions } from './gateway/options.ts';
import { toJson, toText } from './gateway/report.ts';
import { runBenchmark } from './gateway/run.ts';

/** `npm run bench:gateway`: fails when a call failed, not when a goal is missed. */
async function main(commandLine: readonly string[]): Promise<number> {
  const options = readOptions(commandLine);
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const figures = await runBenchmark(options, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${options.json ? toJson(figures) : toText(figures)}\n`);
  const failures = figures.latency.reduce((total, row) => total + row.failures, 0);
  if (failures > 0)
    process.stderr.write(`${failures} calls failed: the figures of their rows mean nothing.\n`);
  return failures > 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isExplained = error instanceof WaymarkError;
  process.stderr.write(
    `${isExplained || !(error instanceof Error) ? error : (error.stack ?? error.message)}\n`,
  );
  process.exitCode = 1;
}

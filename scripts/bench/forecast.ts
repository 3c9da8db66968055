import { runBenchmarkCommand } from './command.ts';
import { HELP, readOptions } from './forecast/options.ts';
import { toJson, toText } from './forecast/report.ts';
import { problemsOf, runBenchmark } from './forecast/run.ts';

/** `npm run bench:forecast`: fails when a figure is missing, not when a goal is missed. */
await runBenchmarkCommand({
  name: 'forecast',
  help: HELP,
  readOptions,
  run: runBenchmark,
  toText,
  toJson,
  problemsOf,
});

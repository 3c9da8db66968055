import { runBenchmarkCommand } from './command.ts';
import { problemsOf } from './maturity/figures.ts';
import { HELP, readOptions } from './maturity/options.ts';
import { toJson, toText } from './maturity/report.ts';
import { runBenchmark } from './maturity/run.ts';

/** `npm run bench:maturity`: fails when a figure cannot be trusted, not when a goal is missed. */
await runBenchmarkCommand({
  name: 'maturity',
  help: HELP,
  readOptions,
  run: runBenchmark,
  toText,
  toJson,
  problemsOf,
});

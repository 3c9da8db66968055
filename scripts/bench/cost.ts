import { runBenchmarkCommand } from './command.ts';
import { problemsOf } from './cost/figures.ts';
import { HELP, readOptions } from './cost/options.ts';
import { toJson, toText } from './cost/report.ts';
import { runBenchmark } from './cost/run.ts';

/** `npm run bench:cost`: fails when the bill leaves something out, not when a goal is missed. */
await runBenchmarkCommand({
  name: 'cost',
  help: HELP,
  readOptions,
  run: runBenchmark,
  toText,
  toJson,
  problemsOf,
});

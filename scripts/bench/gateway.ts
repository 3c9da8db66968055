import { runBenchmarkCommand } from './command.ts';
import { problemsOf } from './gateway/figures.ts';
import { HELP, readOptions } from './gateway/options.ts';
import { toJson, toText } from './gateway/report.ts';
import { runBenchmark } from './gateway/run.ts';

/** `npm run bench:gateway`: fails when it could not measure what it was asked for, not when a goal is missed. */
await runBenchmarkCommand({
  name: 'gateway',
  help: HELP,
  readOptions,
  run: runBenchmark,
  toText,
  toJson,
  problemsOf,
});

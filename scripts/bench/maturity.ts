import { WaymarkError } from '#core/errors.ts';
import { updateFigures } from './document.ts';
import { problemsOf } from './maturity/figures.ts';
import { HELP, readOptions } from './maturity/options.ts';
import { toJson, toText } from './maturity/report.ts';
import { runBenchmark } from './maturity/run.ts';

const warn = (line: string): void => void process.stderr.write(`${line}\n`);

/** A wrong option needs its message; a defect needs to say where it is. */
function explain(error: unknown): string {
  if (error instanceof WaymarkError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** `npm run bench:maturity`: fails when a figure cannot be trusted, not when a goal is missed. */
async function main(commandLine: readonly string[]): Promise<number> {
  const options = readOptions(commandLine);
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const figures = await runBenchmark(options, warn);
  const text = toText(figures);
  process.stdout.write(`${options.json ? toJson(figures) : text}\n`);
  if (options.document) await updateFigures('maturity', text);
  const problems = problemsOf(figures);
  for (const problem of problems) warn(problem);
  return problems.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  warn(explain(error));
  process.exitCode = 1;
}

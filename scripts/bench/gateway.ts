import { WaymarkError } from '#core/errors.ts';
import { updateDocument } from './gateway/document.ts';
import { problemsOf } from './gateway/figures.ts';
import { HELP, readOptions } from './gateway/options.ts';
import { toJson, toText } from './gateway/report.ts';
import { runBenchmark } from './gateway/run.ts';

const warn = (line: string): void => void process.stderr.write(`${line}\n`);

/** A wrong option needs its message; a defect needs to say where it is. */
function explain(error: unknown): string {
  if (error instanceof WaymarkError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** `npm run bench:gateway`: fails when it could not measure what it was asked for, not when a goal is missed. */
async function main(commandLine: readonly string[]): Promise<number> {
  const options = readOptions(commandLine);
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const figures = await runBenchmark(options, warn);
  const text = toText(figures);
  process.stdout.write(`${options.json ? toJson(figures) : text}\n`);
  if (options.document) await updateDocument(text);
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

import { WaymarkError } from '#core/errors.ts';
import { updateFigures } from './document.ts';
import type { OutputOptions } from './options.ts';

/** One benchmark, from its command line to its report. */
export interface Benchmark<Options extends OutputOptions, Figures> {
  /** Its marks in `docs/benchmarks.md` carry this name. */
  readonly name: string;
  /** Text of `--help`. */
  readonly help: string;
  readonly readOptions: (commandLine: readonly string[]) => Options;
  readonly run: (options: Options, onProgress: (line: string) => void) => Promise<Figures>;
  readonly toText: (figures: Figures) => string;
  readonly toJson: (figures: Figures) => string;
  /** What makes the figures of a run worthless or incomplete. A missed goal does not. */
  readonly problemsOf: (figures: Figures) => readonly string[];
}

/** Runs a benchmark as a command: the report on stdout, the rest on stderr, 1 as exit code when there are problems. */
export async function runBenchmarkCommand<Options extends OutputOptions, Figures>(
  benchmark: Benchmark<Options, Figures>,
): Promise<void> {
  try {
    const problems = await runAndReport(benchmark, process.argv.slice(2));
    problems.forEach(warn);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } catch (error) {
    warn(explain(error));
    process.exitCode = 1;
  }
}

async function runAndReport<Options extends OutputOptions, Figures>(
  { name, help, readOptions, run, toText, toJson, problemsOf }: Benchmark<Options, Figures>,
  commandLine: readonly string[],
): Promise<readonly string[]> {
  const options = readOptions(commandLine);
  if (options.help) {
    process.stdout.write(help);
    return [];
  }
  const figures = await run(options, warn);
  const text = toText(figures);
  process.stdout.write(`${options.json ? toJson(figures) : text}\n`);
  if (options.document) await updateFigures(name, text);
  return problemsOf(figures);
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A wrong option needs its message; a defect needs to say where it is. */
function explain(error: unknown): string {
  if (error instanceof WaymarkError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

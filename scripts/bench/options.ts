import { type ParseArgsConfig, parseArgs } from 'node:util';
import { InvalidInputError } from '#core/errors.ts';

/** What a run of any benchmark does with its figures. */
export interface OutputOptions {
  readonly help: boolean;
  readonly json: boolean;
  /** Whether the figures are also written into `docs/benchmarks.md`. */
  readonly document: boolean;
}

const COMMON = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  document: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

/** The lines of `--help` that are the same for every benchmark. */
export const OUTPUT_HELP = `\
  --json          print one JSON object instead of tables (npm run --silent keeps npm's own lines out)
  --document      also put the tables into docs/benchmarks.md
  --help          print this text`;

/** Reads the options of every benchmark and the `own` ones. Throws `InvalidInputError` naming the option. */
export function parseOptions<const Own extends NonNullable<ParseArgsConfig['options']>>(
  commandLine: readonly string[],
  own: Own,
) {
  try {
    return parseArgs({ args: [...commandLine], options: { ...COMMON, ...own } }).values;
  } catch (cause) {
    throw new InvalidInputError(`${cause instanceof Error ? cause.message : cause} See --help.`, { cause });
  }
}

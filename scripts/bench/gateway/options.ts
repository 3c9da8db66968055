import { parseArgs } from 'node:util';
import { InvalidInputError } from '#core/errors.ts';

/** What one run of the benchmark does. */
export interface BenchOptions {
  readonly help: boolean;
  readonly json: boolean;
  /** Measured calls per path, concurrency and mode. */
  readonly calls: number;
  readonly skipPortkey: boolean;
  readonly skipLocal: boolean;
  /** Calls of the memory run; 0 leaves it out. */
  readonly soak: number;
}

const DEFAULT_CALLS = 5_000;
/** More says nothing new and only takes time. */
const MAX_CALLS = 1_000_000;

/** Text of `--help`. */
export const HELP = `Measures the gateway on this machine: loopback only, nothing is deployed.

  npm run bench:gateway -- [options]

  --calls N       measured calls per path, concurrency and mode (default ${DEFAULT_CALLS})
  --soak N        also measure memory over N calls (goal: flat over 100000)
  --skip-local    leave out the full local stack
  --skip-portkey  leave out Portkey's gateway, which is installed into build/portkey when it is missing
  --json          print one JSON object instead of tables
  --help          print this text
`;

/** Reads the command line. Throws `InvalidInputError` naming the option and what it takes. */
export function readOptions(commandLine: readonly string[]): BenchOptions {
  const { values } = parse(commandLine);
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    calls: count('--calls', values.calls ?? String(DEFAULT_CALLS), 100),
    skipPortkey: values['skip-portkey'] ?? false,
    skipLocal: values['skip-local'] ?? false,
    soak: count('--soak', values.soak ?? '0', 0),
  };
}

function parse(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      options: {
        help: { type: 'boolean' },
        json: { type: 'boolean' },
        calls: { type: 'string' },
        'skip-portkey': { type: 'boolean' },
        'skip-local': { type: 'boolean' },
        soak: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new InvalidInputError(`${cause instanceof Error ? cause.message : cause} See --help.`, { cause });
  }
}

function count(name: string, text: string, minimum: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > MAX_CALLS)
    throw new InvalidInputError(
      `${name} is ${JSON.stringify(text)}; it takes a whole number from ${minimum} to ${MAX_CALLS}.`,
    );
  return value;
}

import { InvalidInputError } from '#core/errors.ts';
import { OUTPUT_HELP, type OutputOptions, parseOptions } from '../options.ts';

/** What one run of the benchmark does. */
export interface BenchOptions extends OutputOptions {
  /** Measured calls per path, concurrency and mode. */
  readonly calls: number;
  readonly skipPortkey: boolean;
  readonly skipLocal: boolean;
  /** Calls of the memory run; 0 leaves it out. */
  readonly soak: number;
  /** Fresh processes per variant, for the time to the first response. */
  readonly starts: number;
}

/** 50 calls lie above the 99th percentile. */
const FULL = { calls: 5_000, soak: 100_000, starts: 15 };
/** Enough to see that everything works, not to quote. */
const QUICK = { calls: 600, soak: 10_000, starts: 5 };
/** More says nothing new and only takes time. */
const MAX_CALLS = 1_000_000;

/** Text of `--help`. */
export const HELP = `Measures the gateway on this machine: loopback only, nothing is deployed. Takes about 5 minutes.

  npm run bench:gateway -- [options]

  --quick         fewer calls: under 2 minutes, for a look, not for quoting
  --calls N       measured calls per path, concurrency and mode (default ${FULL.calls}; quick ${QUICK.calls})
  --soak N        measure memory over N calls (default ${FULL.soak}; quick ${QUICK.soak}; 0 leaves it out)
  --skip-local    leave out the full local stack
  --skip-portkey  leave out Portkey's gateway, which is installed into build/portkey when it is missing
${OUTPUT_HELP}

A missed goal does not make the command fail. A call that failed does, and so does a path that could not be started.
`;

/** Reads the command line. Throws `InvalidInputError` naming the option and what it takes. */
export function readOptions(commandLine: readonly string[]): BenchOptions {
  const values = parseOptions(commandLine, {
    calls: { type: 'string' },
    'skip-portkey': { type: 'boolean', default: false },
    'skip-local': { type: 'boolean', default: false },
    soak: { type: 'string' },
  });
  const { help, json, document } = values;
  const defaults = values.quick ? QUICK : FULL;
  return {
    ...{ help, json, document },
    calls: count('--calls', values.calls ?? String(defaults.calls), 100),
    skipPortkey: values['skip-portkey'],
    skipLocal: values['skip-local'],
    soak: count('--soak', values.soak ?? String(defaults.soak), 0),
    starts: defaults.starts,
  };
}

function count(name: string, text: string, minimum: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > MAX_CALLS)
    throw new InvalidInputError(
      `${name} is ${JSON.stringify(text)}; it takes a whole number from ${minimum} to ${MAX_CALLS}.`,
    );
  return value;
}

import { InvalidInputError } from '#core/errors.ts';
import { OUTPUT_HELP, type OutputOptions, parseOptions } from '../options.ts';

/** What one run of the benchmark does. */
export interface BenchOptions extends OutputOptions {
  /** Metric series of the assessed account, one assessment each. */
  readonly series: readonly number[];
  /** Fresh processes per variant, for the times to the first response and the first evaluation. */
  readonly starts: number;
  /** Evaluations of one process, for the percentiles. */
  readonly evaluations: number;
}

const FULL = { series: '10,1000,10000', starts: 15, evaluations: 500 };
/** Enough to see that everything works, not to quote. */
const QUICK = { series: '10,1000', starts: 3, evaluations: 200 };
/** ListMetrics is read up to 50,000 metrics of one namespace; most of the series belong to one. */
const MAX_SERIES = 50_000;

/** Text of `--help`. */
export const HELP = `Measures one maturity assessment on this machine: loopback only, nothing is deployed. Takes about 2 minutes.

  npm run bench:maturity -- [options]

  --quick         fewer processes and no account with 10,000 series: for a look, not for quoting
  --series N,N    metric series of the assessed accounts (default ${FULL.series}; quick ${QUICK.series})
${OUTPUT_HELP}

A missed goal does not make the command fail. Evidence that could not be read does: an assessment that asks less
costs less.
`;

/** Reads the command line. Throws `InvalidInputError` naming the option and what it takes. */
export function readOptions(commandLine: readonly string[]): BenchOptions {
  const { help, json, document, quick, series } = parseOptions(commandLine, { series: { type: 'string' } });
  const defaults = quick ? QUICK : FULL;
  return {
    ...{ help, json, document },
    series: (series ?? defaults.series).split(',').map(toSeries),
    starts: defaults.starts,
    evaluations: defaults.evaluations,
  };
}

function toSeries(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > MAX_SERIES)
    throw new InvalidInputError(
      `--series has ${JSON.stringify(text)}; it takes whole numbers from 1 to ${MAX_SERIES}, with commas between them.`,
    );
  return value;
}

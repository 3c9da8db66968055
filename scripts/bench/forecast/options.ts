import { InvalidInputError } from '#core/errors.ts';
import { OUTPUT_HELP, type OutputOptions, parseOptions } from '../options.ts';

/** What one run of the benchmark does. */
export interface BenchOptions extends OutputOptions {
  /** Days of history that forecasts are made from. */
  readonly histories: readonly number[];
  /** Series of each family and history. */
  readonly series: number;
}

const FULL = { histories: '14,28,63', series: '200' };
/** Enough to see that everything works, not to quote. */
const QUICK = { histories: '63', series: '20' };
/** What a forecast takes at least, and what the outlook looks back on. */
const [LEAST_DAYS, MOST_DAYS] = [13, 63];
const MOST_SERIES = 10_000;

/** Text of `--help`. */
export const HELP = `Holds the outlook's intervals against series whose truth is known. Seeded: the same figures on any machine.
Takes about 6 minutes.

  npm run bench:forecast -- [options]

  --quick         one history and few series: for a look, not for quoting
  --history N,N   days of history (default ${FULL.histories}; quick ${QUICK.histories})
  --series N      series of each family and history (default ${FULL.series}; quick ${QUICK.series})
${OUTPUT_HELP}

A missed goal does not make the command fail. A family of which nothing could be predicted does.
`;

/** Reads the command line. Throws `InvalidInputError` naming the option and what it takes. */
export function readOptions(commandLine: readonly string[]): BenchOptions {
  const values = parseOptions(commandLine, { history: { type: 'string' }, series: { type: 'string' } });
  const { help, json, document, quick } = values;
  const defaults = quick ? QUICK : FULL;
  const whole = (option: string, text: string, [least, most]: readonly [number, number]): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidInputError(
      `${option} has ${JSON.stringify(text)}; it takes whole numbers from ${least} to ${most}.`,
    );
  };
  return {
    ...{ help, json, document },
    histories: (values.history ?? defaults.histories)
      .split(',')
      .map((text) => whole('--history', text, [LEAST_DAYS, MOST_DAYS])),
    series: whole('--series', values.series ?? defaults.series, [1, MOST_SERIES]),
  };
}

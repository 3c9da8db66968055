import { InvalidInputError } from '#core/errors.ts';
import { OUTPUT_HELP, type OutputOptions, parseOptions } from '../options.ts';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './mix.ts';

/** What one run of the benchmark does. */
export interface BenchOptions extends OutputOptions {
  readonly assumptions: Assumptions;
  /** Whether the tables are those of an account that has its free allowances to itself. */
  readonly hasFreeTier: boolean;
  /** Whether the recorded measurement is used instead of a new one. */
  readonly isRecorded: boolean;
  /** Whether measurement and bill become those that tests hold changes against. */
  readonly records: boolean;
}

const { modelSeconds, models, keys } = DEFAULT_ASSUMPTIONS;
const MAX_MODEL_SECONDS = 890; // the longest callTimeoutSeconds
const MAX_COUNT = 10_000;

/** Text of `--help`. */
export const HELP = `Works out what the stack itself costs a month: from the synthesised template and from calls and scheduled runs that
are measured on this machine. Nothing is deployed. Takes about a minute, of which most is CloudTrail's pace.

  npm run bench:cost -- [options]

  --model-seconds N  what a model takes for an answer; the gateway waits that long (default ${modelSeconds})
  --models N         models in use (default ${models})
  --keys N           gateway keys in use (default ${keys})
  --free-tier        take off what every account has free in every month; other stacks may have used it up
  --quick            use the recorded measurement: seconds instead of a minute
  --record           measure, and make measurement and bill those that tests hold changes against
${OUTPUT_HELP}

A missed goal does not make the command fail. A resource or schedule that the bill leaves out does.
`;

/** Reads the command line. Throws `InvalidInputError` naming the option and what it takes. */
export function readOptions(commandLine: readonly string[]): BenchOptions {
  const values = parseOptions(commandLine, {
    'model-seconds': { type: 'string', default: String(modelSeconds) },
    models: { type: 'string', default: String(models) },
    keys: { type: 'string', default: String(keys) },
    'free-tier': { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  });
  const { help, json, document, quick, record } = values;
  if (quick && record)
    throw new InvalidInputError('--quick and --record exclude each other: nothing new would be recorded.');
  return {
    ...{ help, json, document },
    assumptions: {
      modelSeconds: positive('--model-seconds', values['model-seconds'], MAX_MODEL_SECONDS),
      models: whole('--models', values.models),
      keys: whole('--keys', values.keys),
    },
    hasFreeTier: values['free-tier'],
    isRecorded: quick,
    records: record,
  };
}

function positive(name: string, text: string, limit: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= limit))
    throw new InvalidInputError(
      `${name} is ${JSON.stringify(text)}; it takes a number above 0, up to ${limit}.`,
    );
  return value;
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > MAX_COUNT)
    throw new InvalidInputError(
      `${name} is ${JSON.stringify(text)}; it takes a whole number from 1 to ${MAX_COUNT}.`,
    );
  return value;
}

import { describeIssues } from '#core/issues.ts';
import { INPUT_WORDS, OwnershipInputs } from '#core/ownership/inputs.ts';
import { AWS_COMMAND_OPTIONS } from '../aws-command/options.ts';
import type { AwsPlace } from '../aws-command/region.ts';

/** What a person asked of `npm run models -- tco`. */
export interface OwnershipCommand extends AwsPlace {
  readonly action: 'tco';
  /** Inputs of the command line: they count before those of the file. */
  readonly given: Readonly<Record<string, number>>;
  /** JSON file with inputs. */
  readonly inputs: string | undefined;
  readonly stage: string;
  readonly json: boolean;
}

/** `usdPerPersonAndYear` as an option: `usd-per-person-and-year`. */
const toOption = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const INPUTS = Object.entries(INPUT_WORDS).map(([name, words]) => ({ name, option: toOption(name), words }));
const OPTION_WIDTH = Math.max(...INPUTS.map(({ option }) => option.length)) + 8;

/** Help on the inputs, a line each. */
export const INPUT_USAGE = INPUTS.map(
  ({ option, words }) => `  ${`--${option} <n>`.padEnd(OPTION_WIDTH)} ${words}`,
).join('\n');

/** What the command line takes. */
export const OWNERSHIP_OPTIONS = {
  ...AWS_COMMAND_OPTIONS,
  inputs: { type: 'string' },
  stage: { type: 'string', default: 'dev' },
  ...Object.fromEntries(INPUTS.map(({ option }) => [option, { type: 'string' } as const])),
} as const;

/** Inputs among the options, as numbers; an error names the option. */
export function readGivenInputs(values: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    INPUTS.flatMap(({ name, option }) => {
      const text = values[option];
      if (typeof text !== 'string') return [];
      const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
      const { error } = OwnershipInputs.safeParse({ [name]: value });
      if (error) throw new Error(`--${option} ${text} is not allowed; it must be ${wordsOf(error)}.`);
      return [[name, value]];
    }),
  );
}

function wordsOf(error: Parameters<typeof describeIssues>[0]): string {
  return describeIssues(error).replace(/^[^:]*: /, '');
}

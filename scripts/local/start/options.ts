import { parseArgs } from 'node:util';
import * as z from 'zod';

/** What a person asked of `npm start`. */
export interface StartOptions {
  readonly help: boolean;
  readonly once: boolean;
  readonly json: boolean;
  readonly port: number;
  readonly stage: string;
  readonly seed: number;
  /** Calls of the traffic sample; 0 sends none. */
  readonly requests: number;
  /** Whether the example teams are assessed as well. */
  readonly teams: boolean;
}

/** Options, or words about what is wrong with them. */
export type ParsedStartOptions =
  | { readonly kind: 'options'; readonly options: StartOptions }
  | { readonly kind: 'wrong'; readonly words: string };

export const START_USAGE = `Usage: npm start -- [options]

Runs Waymark on this machine, without an AWS account: the synthesised stack with its bundled functions,
behind a local API Gateway, with a local model and a local CloudWatch. Sends a short traffic sample,
prints what was measured and keeps serving. Beside it three example teams, each in an account of its
own, work through 14 days and are assessed; their reports and mails go to build/local.

  --port <n>      port of the API on 127.0.0.1; 0 takes a free one (default 4000)
  --stage <name>  stage of the settings (default dev)
  --seed <n>      seed of the local model's answers (default 1)
  --requests <n>  calls of the traffic sample (default 30)
  --no-traffic    send no traffic sample
  --no-teams      leave the example teams out
  --once          stop after the summary; keeps no state
  --json          print one JSON object instead of text
  --help          print this
`;

const wholeNumber = (maximum: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(maximum));

const FIELDS = {
  port: { schema: wholeNumber(65_535), allowed: 'a port from 0 to 65535' },
  seed: { schema: wholeNumber(2 ** 32 - 1), allowed: 'a whole number from 0 to 4294967295' },
  requests: { schema: wholeNumber(10_000), allowed: 'a whole number from 0 to 10000' },
} as const;

/** Parses the command line. */
export function parseStartOptions(arguments_: readonly string[]): ParsedStartOptions {
  try {
    const { values } = parseArgs({
      args: [...arguments_],
      options: {
        help: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'no-traffic': { type: 'boolean', default: false },
        'no-teams': { type: 'boolean', default: false },
        port: { type: 'string', default: '4000' },
        stage: { type: 'string', default: 'dev' },
        seed: { type: 'string', default: '1' },
        requests: { type: 'string', default: '30' },
      },
    });
    const { help, once, json, stage } = values;
    const requests = values['no-traffic'] ? 0 : parseNumber('requests', values.requests);
    const [port, seed] = [parseNumber('port', values.port), parseNumber('seed', values.seed)];
    const teams = !values['no-teams'];
    return { kind: 'options', options: { help, once, json, stage, port, seed, requests, teams } };
  } catch (error) {
    return { kind: 'wrong', words: error instanceof Error ? error.message : String(error) };
  }
}

function parseNumber(name: keyof typeof FIELDS, value: string): number {
  const { schema, allowed } = FIELDS[name];
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`--${name} ${value} is not allowed; give ${allowed}.`);
  return parsed.data;
}

import { parseArgs } from 'node:util';
import { ATTESTABLE_CONDITIONS } from '#core/autoops/capabilities.ts';
import { CRITERIA } from '#core/maturity/criteria.ts';
import { LONGEST_STATEMENT } from '#core/maturity/observation.ts';
import { AWS_COMMAND_OPTIONS } from '../aws-command/options.ts';
import { type Parsed, parseSafely } from '../aws-command/parsed.ts';
import type { AwsPlace } from '../aws-command/region.ts';

interface Place extends AwsPlace {
  readonly bucket: string;
  readonly secretArn: string;
  readonly json: boolean;
}

/** What a person asked of `npm run attest`. */
export type AttestCommand =
  | { readonly action: 'criteria'; readonly json: boolean }
  | ({ readonly action: 'list' } & Place)
  | ({
      readonly action: 'sign';
      readonly criterion: string;
      readonly statement: string;
      /** ISO 8601 time from which on it no longer counts. */
      readonly until: string;
    } & Place);

export const ATTEST_USAGE = `Usage: npm run attest -- <criterion> --statement <text> --until <date> [options]
       npm run attest -- list [options]
       npm run attest -- criteria

Signs a dated statement about what telemetry cannot show. It names you (as AWS STS does), counts until
its date, and never overrides what was measured.

  <criterion>          what the statement is about; 'criteria' lists those that take one
  --statement <text>   what is the case, and how a reader can check it
  --until <date>       YYYY-MM-DD: counts until 00:00 UTC of that day, at most 365 days from now
  list                 show all statements and whether they count
  criteria             list the criteria that take a statement

Where statements are kept
  --bucket <name>      evidence bucket (default $EVIDENCE_BUCKET); an output of the stack
  --secret-arn <arn>   secret that statements are signed with (default $HASH_SECRET_ARN); an output of the stack
  --profile <name>     AWS profile
  --region <name>      AWS Region (default: AWS_REGION, then the profile's)

Options
  --json               print one JSON object
  --help               print this

Exit codes: 0 done, 1 failed, 2 wrong usage
`;

/** What takes a statement: criteria in the document's order, then conditions of the second axis. */
export const ATTESTABLE: readonly {
  readonly id: string;
  readonly level?: number;
  readonly statement: string;
}[] = [...CRITERIA.filter(({ isAttestable }) => isAttestable), ...ATTESTABLE_CONDITIONS];

/** Parses the command line. */
export function parseAttestCommand(
  arguments_: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Parsed<AttestCommand> {
  return parseSafely(() => {
    const { values, positionals } = parseArgs({
      args: [...arguments_],
      allowPositionals: true,
      options: {
        ...AWS_COMMAND_OPTIONS,
        bucket: { type: 'string' },
        'secret-arn': { type: 'string' },
        statement: { type: 'string' },
        until: { type: 'string' },
      },
    });
    if (values.help) return undefined;
    const [word, ...rest] = positionals;
    if (word === undefined) throw new Error('A criterion or a command is missing.');
    if (rest.length > 0) throw new Error(`"${rest[0]}" is one word too many; put the statement in quotes.`);
    const { json, profile, region } = values;
    if (word === 'criteria') return { action: 'criteria', json };
    const statement = word === 'list' ? undefined : toStatement(word, values);
    const place = {
      ...{ json, profile, region },
      bucket: values.bucket ?? environment.EVIDENCE_BUCKET ?? missing('--bucket', 'EVIDENCE_BUCKET'),
      secretArn:
        values['secret-arn'] ?? environment.HASH_SECRET_ARN ?? missing('--secret-arn', 'HASH_SECRET_ARN'),
    };
    return statement ? { action: 'sign', ...statement, ...place } : { action: 'list', ...place };
  });
}

function missing(option: string, variable: string): never {
  throw new Error(
    `${option} is missing (or ${variable}). It is an output of the deployed stack, and the report prints it.`,
  );
}

function toStatement(
  criterion: string,
  { statement, until }: { readonly statement?: string | undefined; readonly until?: string | undefined },
) {
  if (!ATTESTABLE.some(({ id }) => id === criterion))
    throw new Error(
      `"${criterion}" takes no statement. These do: ${ATTESTABLE.map(({ id }) => id).join(', ')}.`,
    );
  if (statement === undefined || until === undefined)
    throw new Error('A statement needs --statement and --until.');
  const words = statement.trim();
  if (words === '' || words.length > LONGEST_STATEMENT)
    throw new Error(`--statement takes 1 to ${LONGEST_STATEMENT} characters; it has ${words.length}.`);
  return { criterion, statement: words, until: toInstant(until) };
}

/** Midnight UTC of a date that exists. */
function toInstant(date: string): string {
  const instant = `${date}T00:00:00.000Z`;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(instant));
  if (isDate && new Date(instant).toISOString() === instant) return instant;
  throw new Error(`--until ${date} is not allowed; give a date such as 2027-03-31.`);
}

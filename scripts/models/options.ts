import { parseArgs } from 'node:util';
import { CompareRequest } from '#core/models/options.ts';
import { AWS_COMMAND_OPTIONS } from '../aws-command/options.ts';
import { type Parsed, parseSafely } from '../aws-command/parsed.ts';
import type { AwsPlace } from '../aws-command/region.ts';
import { parseNumber, parseTokens } from './amounts.ts';
import {
  INPUT_USAGE,
  OWNERSHIP_OPTIONS,
  type OwnershipCommand,
  readGivenInputs,
} from './ownership-options.ts';

/** What a person asked of `npm run models -- compare`. */
export interface CompareCommand extends AwsPlace {
  readonly action: 'compare';
  readonly request: CompareRequest;
  readonly stage: string;
  readonly gatewayLogGroup: string | undefined;
  readonly feedbackLogGroup: string | undefined;
  /** Reads nothing from AWS. */
  readonly listOnly: boolean;
  readonly json: boolean;
}

/** What a person asked of `npm run models`. */
export type ModelsCommand = CompareCommand | OwnershipCommand;

export const MODELS_USAGE = `Usage: npm run models -- compare <model A> <model B> [options]
       npm run models -- tco [options]

compare shows two models beside each other: list price, cache, context window, and what this
account saw of them in the last 30 days (latency, errors, ratings); what the real traffic of A
would have cost on B; and what a month costs on each. What is not known is said to be unknown, with the reason.

tco adds up what it costs to own: infrastructure + personnel + operations + compliance.

What compare takes
  <model>                      model id, inference profile id or ARN, as it would be called
  --month <tokens>             tokens of a month: 50M, 1.5B, 800k (default: A's real traffic)
  --input-share <0 to 1>       input among them where A has no traffic to go by (default 0.75)
  --infrastructure-share <n>   infrastructure as a share of inference (default 0.3)
  --infrastructure-usd <usd>   infrastructure in USD a month, instead of the share
  --training-usd <usd>         what training a customised model cost (default 0)
  --customisation-share <n>    what of the training is charged to each month (default 0.01)

What tco takes, each in USD or a plain number; what is not given stays unknown
${INPUT_USAGE}
  --inputs <file>              the same names in camel case, as a JSON object; options count before it

Where the account is read
  --profile <name>             AWS profile
  --region <name>              AWS Region (default: AWS_REGION, then the profile's)
  --stage <name>               stage of Waymark's own metrics (default dev)
  --gateway-log-group <name>   log group of the Waymark gateway; without it ratings stay unknown
  --feedback-log-group <name>  log group of Waymark's feedback function; the same
  --list-only                  list prices only: nothing is asked of AWS (Region default us-east-1)

Options
  --json                       print one JSON object
  --help                       print this

It calls CloudWatch GetMetricData, which AWS charges for (about 0.01 USD per 1,000 metrics, unverified),
and Logs Insights where both log groups are named.
Exit codes: 0 done, 1 failed, 2 wrong usage
`;

const OPTIONS = {
  ...AWS_COMMAND_OPTIONS,
  month: { type: 'string' },
  'input-share': { type: 'string' },
  'infrastructure-share': { type: 'string' },
  'infrastructure-usd': { type: 'string' },
  'training-usd': { type: 'string' },
  'customisation-share': { type: 'string' },
  stage: { type: 'string', default: 'dev' },
  'gateway-log-group': { type: 'string' },
  'feedback-log-group': { type: 'string' },
  'list-only': { type: 'boolean', default: false },
} as const;

const SHARE = { maximum: 1, of: 'a share' } as const;
const AMOUNT = { maximum: 1e9, of: 'USD' } as const;

/** Parses the command line. */
export function parseModelsCommand(arguments_: readonly string[]): Parsed<ModelsCommand> {
  return parseSafely<ModelsCommand>(() =>
    arguments_[0] === 'tco' ? parseOwnership(arguments_.slice(1)) : parseCompare(arguments_),
  );
}

function parseOwnership(arguments_: readonly string[]): OwnershipCommand | undefined {
  const { values } = parseArgs({ args: [...arguments_], options: OWNERSHIP_OPTIONS });
  if (values.help) return undefined;
  const { profile, region, stage, json, inputs } = values;
  return { action: 'tco', given: readGivenInputs(values), inputs, stage, json, profile, region };
}

function parseCompare(arguments_: readonly string[]): CompareCommand | undefined {
  const { values, positionals } = parseArgs({
    args: [...arguments_],
    allowPositionals: true,
    options: OPTIONS,
  });
  if (values.help) return undefined;
  const [action, a, b, ...rest] = positionals;
  if (action !== 'compare') throw new Error(wrongAction(action));
  if (a === undefined || b === undefined) throw new Error('compare takes two models.');
  if (rest.length > 0) throw new Error(`"${rest[0]}" is one word too many; compare takes two models.`);
  const { profile, region, stage, json } = values;
  return {
    ...{ action, profile, region, stage, json },
    request: toRequest({ a, b }, values),
    gatewayLogGroup: values['gateway-log-group'],
    feedbackLogGroup: values['feedback-log-group'],
    listOnly: values['list-only'],
  };
}

const wrongAction = (action: string | undefined): string =>
  action === undefined
    ? 'A command is missing: compare or tco.'
    : `There is no command "${action}"; there are compare and tco.`;

function toRequest(
  models: { readonly a: string; readonly b: string },
  values: Readonly<Record<string, string | boolean | undefined>>,
): CompareRequest {
  const number = (name: string, bounds: typeof SHARE | typeof AMOUNT): number | undefined => {
    const text = values[name];
    return typeof text === 'string' ? parseNumber(`--${name}`, text, bounds) : undefined;
  };
  const parsed = CompareRequest.safeParse({
    ...models,
    monthTokens: typeof values.month === 'string' ? parseTokens('--month', values.month) : undefined,
    inputShare: number('input-share', SHARE),
    infrastructureShare: number('infrastructure-share', SHARE),
    infrastructureUsd: number('infrastructure-usd', AMOUNT),
    trainingUsd: number('training-usd', AMOUNT),
    customisationShare: number('customisation-share', SHARE),
  });
  if (parsed.success) return parsed.data;
  const [problem] = parsed.error.issues;
  throw new Error(`Model ${problem?.path.join('.')} ${problem?.message}, for example amazon.nova-lite-v1:0.`);
}

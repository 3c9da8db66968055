import { parseArgs } from 'node:util';
import { AWS_COMMAND_OPTIONS } from '../aws-command/options.ts';
import { type Parsed, parseSafely, wholeNumber } from '../aws-command/parsed.ts';
import type { AwsPlace } from '../aws-command/region.ts';
import { CEILING } from './ceiling.ts';

/** What a person asked of `npm run assess`. */
export interface AssessOptions extends AwsPlace {
  readonly stage: string;
  readonly team: string | undefined;
  readonly days: number;
  readonly gatewayLogGroup: string | undefined;
  readonly feedbackLogGroup: string | undefined;
  readonly gatewayRoleArn: string | undefined;
  readonly pipelineRolePattern: string | undefined;
  /** Folder of the report; with `--json` there is none unless it is named. */
  readonly output: string | undefined;
  readonly json: boolean;
  readonly failBelow: number | undefined;
  readonly replay: string | undefined;
  readonly printPolicy: boolean;
}

const DEFAULT_OUTPUT = './report/';

export const ASSESS_USAGE = `Usage: npm run assess -- [options]

Scores the LLMOps maturity of an AWS account (levels 1 to 5) from its evidence. Read-only: it deploys
nothing and changes nothing. Writes report.html, report.txt, report.md, assessment.json and
observations.json.

${CEILING}
Up to there Bedrock's own metrics stand in for the gateway's where they can.

What is assessed
  --profile <name>             AWS profile (default: as the AWS SDK finds credentials)
  --region <name>              AWS Region (default: AWS_REGION, then the profile's)
  --stage <name>               stage of Waymark's own metrics (default dev)
  --team <name>                what the report calls the team (default: the account's number)
  --days <n>                   days to look back, today included, 1 to 63 (default 14)
  --gateway-log-group <name>   log group of the Waymark gateway; without it prompts in use are unknown
  --feedback-log-group <name>  log group of Waymark's feedback function
  --gateway-role <arn>         role of the Waymark gateway; without it every call counts as direct
  --pipeline-roles <pattern>   role names that deploy changes (default: CDK's, CodePipeline's,
                               CodeBuild's and GitHub's)

What comes out
  --output <folder>            where the report is written (default ${DEFAULT_OUTPUT}; with --json nowhere)
  --json                       print the assessment as JSON, and nothing else, on standard output
  --fail-below <level>         exit with 3 when the level is lower, for CI
  --replay <file>              assess a saved observations.json again: the same bytes, no call to AWS
  --print-policy               print the IAM policy that this needs, and stop; with the two log groups
                               named it holds the reading of them too
  --help                       print this

It calls CloudWatch GetMetricData, which AWS charges for (about 0.01 USD per 1,000 metrics, unverified).
Exit codes: 0 assessed, 1 failed, 2 wrong usage, 3 below the level of --fail-below
`;

/** Parses the command line. */
export function parseAssessOptions(arguments_: readonly string[]): Parsed<AssessOptions> {
  return parseSafely(() => {
    const { values } = parseArgs({
      args: [...arguments_],
      options: {
        ...AWS_COMMAND_OPTIONS,
        'print-policy': { type: 'boolean', default: false },
        stage: { type: 'string', default: 'dev' },
        days: { type: 'string', default: '14' },
        team: { type: 'string' },
        output: { type: 'string' },
        replay: { type: 'string' },
        'fail-below': { type: 'string' },
        'gateway-log-group': { type: 'string' },
        'feedback-log-group': { type: 'string' },
        'gateway-role': { type: 'string' },
        'pipeline-roles': { type: 'string' },
      },
    });
    if (values.help) return undefined;
    const { profile, region, stage, team, json, replay, output } = values;
    const failBelow = values['fail-below'];
    return {
      ...{ profile, region, stage, team, json, replay },
      days: wholeNumber('--days', values.days, { minimum: 1, maximum: 63 }),
      gatewayLogGroup: values['gateway-log-group'],
      feedbackLogGroup: values['feedback-log-group'],
      gatewayRoleArn: values['gateway-role'] && roleArn(values['gateway-role']),
      pipelineRolePattern: values['pipeline-roles'] && pattern(values['pipeline-roles']),
      output: output ?? (json ? undefined : DEFAULT_OUTPUT),
      failBelow:
        failBelow === undefined
          ? undefined
          : wholeNumber('--fail-below', failBelow, { minimum: 1, maximum: 5 }),
      printPolicy: values['print-policy'],
    };
  });
}

function roleArn(text: string): string {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(text)) return text;
  throw new Error(`--gateway-role ${text} is not allowed; give the ARN of a role.`);
}

function pattern(text: string): string {
  try {
    return new RegExp(text, 'i').source;
  } catch {
    throw new Error(`--pipeline-roles ${text} is not allowed; give a regular expression.`);
  }
}

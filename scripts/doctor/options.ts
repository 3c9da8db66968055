import { parseArgs } from 'node:util';
import { AWS_COMMAND_OPTIONS } from '../aws-command/options.ts';
import { type Parsed, parseSafely } from '../aws-command/parsed.ts';
import type { AwsPlace } from '../aws-command/region.ts';

/** What a person asked of `npm run doctor`. */
export interface DoctorOptions extends AwsPlace {
  /** Topic of the reports. */
  readonly topicArn: string | undefined;
  /** Models whose access is checked. */
  readonly models: readonly string[];
  readonly json: boolean;
  readonly printPolicy: boolean;
}

export const DOCTOR_USAGE = `Usage: npm run doctor -- [options]

Checks what fails silently when it is missing, and prints the command that mends it. Read-only.

  invocation-logging    Bedrock logs its calls in this Region, with their text
  report-subscription   somebody confirmed a subscription of the topic that reports are sent to
  model-access          the account may call its models
  transaction-search    X-Ray writes spans to CloudWatch Logs
  agent-data-events     a trail records who called an agent

  --profile <name>      AWS profile
  --region <name>       AWS Region (default: AWS_REGION, then the profile's)
  --topic-arn <arn>     topic of the reports (default $REPORT_TOPIC_ARN, then topics named waymark)
  --model <id>          model to check; may be given again (default: the models called in two weeks)
  --json                print one JSON object
  --print-policy        print the IAM policy that the checks need, and stop
  --help                print this

Exit codes: 0 nothing is missing, 1 something is missing or the check failed, 2 wrong usage
`;

/** Parses the command line. */
export function parseDoctorOptions(
  arguments_: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Parsed<DoctorOptions> {
  return parseSafely(() => {
    const { values } = parseArgs({
      args: [...arguments_],
      options: {
        ...AWS_COMMAND_OPTIONS,
        model: { type: 'string', multiple: true, default: [] },
        'print-policy': { type: 'boolean', default: false },
        'topic-arn': { type: 'string' },
      },
    });
    if (values.help) return undefined;
    const { profile, region, json, model: models } = values;
    const topicArn = values['topic-arn'] ?? (environment.REPORT_TOPIC_ARN || undefined);
    return { profile, region, json, models, topicArn, printPolicy: values['print-policy'] };
  });
}

import { serialise } from '#core/maturity/serialise.ts';
import { formatAssessment } from './assess/format.ts';
import { ASSESS_USAGE, type AssessOptions, parseAssessOptions } from './assess/options.ts';
import { assessmentPolicy } from './assess/policy.ts';
import { createProgress } from './assess/progress.ts';
import { runAssess } from './assess/run.ts';
import { EXIT } from './aws-command/parsed.ts';
import { runParsed, say } from './aws-command/run.ts';
import { styleFor } from './local/start/report.ts';

const EXIT_BELOW = 3;

async function run(options: AssessOptions): Promise<void> {
  return options.printPolicy ? printPolicy(options) : assessAndPrint(options);
}

function printPolicy({ gatewayLogGroup, feedbackLogGroup, region }: AssessOptions): void {
  const logGroups = [gatewayLogGroup, feedbackLogGroup].filter((name) => name !== undefined);
  process.stdout.write(
    `${JSON.stringify(assessmentPolicy({ logGroups, region: region ?? process.env.AWS_REGION }), undefined, 2)}\n`,
  );
}

async function assessAndPrint(options: AssessOptions): Promise<void> {
  const progress = createProgress(process.stderr);
  const assessment = await runAssess(options, progress.onProgress).finally(progress.clear);
  process.stdout.write(
    options.json
      ? serialise(assessment)
      : formatAssessment(assessment, options.output, styleFor(process.stdout, process.env)),
  );
  if (options.failBelow === undefined || assessment.level >= options.failBelow) return;
  say(`Level ${assessment.level} is below ${options.failBelow}.`);
  process.exitCode = EXIT_BELOW;
}

process.stdout.on('error', () => process.exit(EXIT.ok)); // the reader of a pipe is gone
await runParsed(parseAssessOptions(process.argv.slice(2)), { usage: ASSESS_USAGE, run });

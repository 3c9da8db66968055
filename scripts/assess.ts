import { serialise } from '#core/maturity/serialise.ts';
import { formatAssessment } from './assess/format.ts';
import { ASSESS_USAGE, type AssessOptions, parseAssessOptions } from './assess/options.ts';
import { assessmentPolicy } from './assess/policy.ts';
import { createProgress } from './assess/progress.ts';
import { runAssess } from './assess/run.ts';
import { explainAwsError } from './aws-command/explain.ts';
import { EXIT } from './aws-command/parsed.ts';
import { silenceNodeVersionWarning } from './local/isolate.ts';
import { styleFor } from './local/start/report.ts';

const EXIT_BELOW = 3;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run(options: AssessOptions): Promise<void> {
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

const parsed = parseAssessOptions(process.argv.slice(2));
process.stdout.on('error', () => process.exit(EXIT.ok)); // the reader of a pipe is gone
if (parsed.kind === 'wrong') {
  say(`${parsed.words}\n\n${ASSESS_USAGE}`);
  process.exitCode = EXIT.usage;
} else if (parsed.kind === 'help') {
  process.stdout.write(ASSESS_USAGE);
} else if (parsed.command.printPolicy) {
  const { gatewayLogGroup, feedbackLogGroup } = parsed.command;
  const logGroups = [gatewayLogGroup, feedbackLogGroup].filter((name) => name !== undefined);
  process.stdout.write(`${JSON.stringify(assessmentPolicy(logGroups), undefined, 2)}\n`);
} else {
  silenceNodeVersionWarning();
  await run(parsed.command).catch((error: unknown) => {
    say(explainAwsError(error));
    process.exitCode = EXIT.failed;
  });
}

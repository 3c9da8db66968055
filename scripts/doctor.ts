import { explainAwsError } from './aws-command/explain.ts';
import { EXIT } from './aws-command/parsed.ts';
import { formatDoctor } from './doctor/format.ts';
import { DOCTOR_USAGE, type DoctorOptions, parseDoctorOptions } from './doctor/options.ts';
import { runDoctor } from './doctor/run.ts';
import { silenceNodeVersionWarning } from './local/isolate.ts';
import { styleFor } from './local/start/report.ts';

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run(options: DoctorOptions): Promise<void> {
  const checks = await runDoctor(options);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ checks })}\n`
      : formatDoctor(checks, styleFor(process.stdout, process.env)),
  );
  if (checks.some(({ status }) => status === 'missing')) process.exitCode = EXIT.failed;
}

const parsed = parseDoctorOptions(process.argv.slice(2));
if (parsed.kind === 'wrong') {
  say(`${parsed.words}\n\n${DOCTOR_USAGE}`);
  process.exitCode = EXIT.usage;
} else if (parsed.kind === 'help') {
  process.stdout.write(DOCTOR_USAGE);
} else {
  silenceNodeVersionWarning();
  await run(parsed.command).catch((error: unknown) => {
    say(explainAwsError(error));
    process.exitCode = EXIT.failed;
  });
}

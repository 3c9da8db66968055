import { EXIT } from './aws-command/parsed.ts';
import { runParsed } from './aws-command/run.ts';
import { formatDoctor } from './doctor/format.ts';
import { DOCTOR_USAGE, type DoctorOptions, parseDoctorOptions } from './doctor/options.ts';
import { doctorPolicy } from './doctor/policy.ts';
import { runDoctor } from './doctor/run.ts';
import { styleFor } from './local/start/report.ts';

async function run(options: DoctorOptions): Promise<void> {
  return options.printPolicy ? printPolicy() : checkAndPrint(options);
}

function printPolicy(): void {
  process.stdout.write(`${JSON.stringify(doctorPolicy(), undefined, 2)}\n`);
}

async function checkAndPrint(options: DoctorOptions): Promise<void> {
  const checks = await runDoctor(options);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ checks })}\n`
      : formatDoctor(checks, styleFor(process.stdout, process.env)),
  );
  if (checks.some(({ status }) => status === 'missing')) process.exitCode = EXIT.failed;
}

await runParsed(parseDoctorOptions(process.argv.slice(2)), { usage: DOCTOR_USAGE, run });

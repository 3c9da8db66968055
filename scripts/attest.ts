import { connectAttest } from './attest/connect.ts';
import { formatAttest } from './attest/format.ts';
import { ATTEST_USAGE, type AttestCommand, parseAttestCommand } from './attest/options.ts';
import { listCriteria, runAttest } from './attest/run.ts';
import { explainAwsError } from './aws-command/explain.ts';
import { EXIT } from './aws-command/parsed.ts';
import { silenceNodeVersionWarning } from './local/isolate.ts';

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run(command: AttestCommand): Promise<void> {
  const result =
    command.action === 'criteria'
      ? listCriteria()
      : await runAttest(command, await connectAttest(command), Date.now());
  process.stdout.write(command.json ? `${JSON.stringify(result)}\n` : formatAttest(result));
}

const parsed = parseAttestCommand(process.argv.slice(2));
if (parsed.kind === 'wrong') {
  say(`${parsed.words}\n\n${ATTEST_USAGE}`);
  process.exitCode = EXIT.usage;
} else if (parsed.kind === 'help') {
  process.stdout.write(ATTEST_USAGE);
} else {
  silenceNodeVersionWarning();
  await run(parsed.command).catch((error: unknown) => {
    say(explainAwsError(error));
    process.exitCode = EXIT.failed;
  });
}

import { connectAttest } from './attest/connect.ts';
import { formatAttest } from './attest/format.ts';
import { ATTEST_USAGE, type AttestCommand, parseAttestCommand } from './attest/options.ts';
import { listCriteria, runAttest } from './attest/run.ts';
import { runParsed } from './aws-command/run.ts';

async function run(command: AttestCommand): Promise<void> {
  const result =
    command.action === 'criteria'
      ? listCriteria()
      : await runAttest(command, await connectAttest(command), Date.now());
  process.stdout.write(command.json ? `${JSON.stringify(result)}\n` : formatAttest(result));
}

await runParsed(parseAttestCommand(process.argv.slice(2)), { usage: ATTEST_USAGE, run });

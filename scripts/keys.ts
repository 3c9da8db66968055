import { createInterface } from 'node:readline/promises';
import { EXIT } from './aws-command/parsed.ts';
import { runParsed, say } from './aws-command/run.ts';
import { isolateFromAwsConfiguration } from './local/isolate.ts';
import { connectKeys } from './local/keys/connect.ts';
import { explainKeysError } from './local/keys/explain.ts';
import { formatKeys } from './local/keys/format.ts';
import { KEYS_USAGE, type KeysCommand, parseKeysCommand } from './local/keys/options.ts';
import { runKeysCommand } from './local/keys/run.ts';

/** Asks on a terminal only: a script that revokes means it, and says so with `--yes`. */
async function isConfirmed(command: KeysCommand): Promise<boolean> {
  if (command.action !== 'revoke' || command.yes) return true;
  if (!process.stdin.isTTY) {
    say(`Nobody is there to ask. Add --yes: npm run keys -- revoke ${command.keyId} --yes`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Revoke ${command.keyId}? Calls with it will be refused. [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function run(command: KeysCommand): Promise<void> {
  if (command.local) isolateFromAwsConfiguration();
  if (!(await isConfirmed(command))) {
    process.exitCode = EXIT.failed;
    return;
  }
  const connection = await connectKeys(command, process.env);
  try {
    const result = await runKeysCommand(command, connection, Date.now());
    process.stdout.write(command.json ? `${JSON.stringify(result)}\n` : formatKeys(result));
  } finally {
    connection.destroy();
  }
}

await runParsed(parseKeysCommand(process.argv.slice(2)), {
  usage: KEYS_USAGE,
  run,
  explain: explainKeysError,
});

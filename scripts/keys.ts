import { createInterface } from 'node:readline/promises';
import { isolateFromAwsConfiguration, silenceNodeVersionWarning } from './local/isolate.ts';
import { connectKeys } from './local/keys/connect.ts';
import { explainKeysError } from './local/keys/explain.ts';
import { formatKeys } from './local/keys/format.ts';
import { KEYS_USAGE, type KeysCommand, parseKeysCommand } from './local/keys/options.ts';
import { runKeysCommand } from './local/keys/run.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

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
  if (!(await isConfirmed(command))) {
    process.exitCode = EXIT_FAILED;
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

const parsed = parseKeysCommand(process.argv.slice(2));
if (parsed.kind === 'wrong') {
  say(`${parsed.words}\n\n${KEYS_USAGE}`);
  process.exitCode = EXIT_USAGE;
} else if (parsed.kind === 'help') {
  process.stdout.write(KEYS_USAGE);
} else {
  if (parsed.command.local) isolateFromAwsConfiguration();
  silenceNodeVersionWarning();
  await run(parsed.command).catch((error: unknown) => {
    say(explainKeysError(error));
    process.exitCode = EXIT_FAILED;
  });
}

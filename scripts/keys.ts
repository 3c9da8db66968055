import { createInterface } from 'node:readline/promises';
import { WaymarkError } from '#core/errors.ts';
import { isolateFromAwsConfiguration, silenceNodeVersionWarning } from './local/isolate.ts';
import { connectKeys } from './local/keys/connect.ts';
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

function explain(error: unknown): string {
  if (error instanceof WaymarkError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'CredentialsProviderError')
    return 'There are no AWS credentials. Set AWS_PROFILE, or use --local for a running npm start.';
  if ('code' in error && error.code === 'ECONNREFUSED')
    return 'Nothing answers there. For --local start it first: npm start';
  return `${error.name}: ${error.message}`;
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
    say(explain(error));
    process.exitCode = EXIT_FAILED;
  });
}

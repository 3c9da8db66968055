import { EXIT } from './aws-command/parsed.ts';
import { callApi } from './console/call-api.ts';
import { CONSOLE_USAGE, type ConsoleOptions, parseConsoleOptions } from './console/options.ts';
import { startConsoleServer } from './console/server.ts';

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function run({ url, key, port }: ConsoleOptions): Promise<void> {
  const call = callApi({ url, authorization: `Bearer ${key}` });
  const { status } = await call({ method: 'GET', path: '/v1/console/connection', query: '', body: '' });
  if (status !== 200) throw new Error(explainStatus(status, url));
  const account = { id: '', title: url, description: url, endpoint: url, call };
  const server = await startConsoleServer({ port, accounts: [account] });
  process.stdout.write(`Console: ${server.url}\n`);
  say('Ctrl-C stops.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'The key is unknown.',
  403: 'The key is revoked or expired, or a policy denies it.',
  404: 'There is no console: deploy the stack with the setting console: true.',
};

function explainStatus(status: number, url: string): string {
  return `${url} answered HTTP ${status}. ${REASONS[status] ?? ''}`.trim();
}

const parsed = parseConsoleOptions(process.argv.slice(2), process.env);
process.stdout.on('error', () => process.exit(EXIT.ok)); // the reader of a pipe is gone
if (parsed.kind === 'wrong') {
  say(`${parsed.words}\n\n${CONSOLE_USAGE}`);
  process.exitCode = EXIT.usage;
} else if (parsed.kind === 'help') {
  process.stdout.write(CONSOLE_USAGE);
} else {
  await run(parsed.command).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = EXIT.failed;
  });
}

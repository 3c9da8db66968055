import { UpstreamError } from '#core/errors.ts';
import { PROJECT_FOLDER } from '#scripts/local/synthesise.ts';
import { run } from './command.ts';
import { emulatorEnvironment } from './credentials.ts';

/** Runs the command that the stack prints for its first key, word for word; resolves to the key. */
export async function createFirstKey(command: string, endpoint: string): Promise<string> {
  const [program = '', ...parameters] = command.split(' ');
  const output = await run({
    program,
    parameters,
    folder: PROJECT_FOLDER,
    environment: { ...process.env, ...emulatorEnvironment(endpoint) },
  });
  const [key] = /\bwmk_[0-9a-z]{16}_[\w-]{43}(?![\w-])/.exec(output) ?? [];
  if (!key) throw new UpstreamError(`"${command}" printed no key:\n${output}`, { retryable: false });
  return key;
}

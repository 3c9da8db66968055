import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError, WaymarkError } from '#core/errors.ts';
import { PROJECT_FOLDER } from '#scripts/local/synthesise.ts';
import { runVisibly } from './command.ts';
import { EMULATION_VARIABLE, type Emulation } from './emulation.ts';
import { startFront } from './front.ts';
import { startMiniStack } from './ministack.ts';
import { passedOverLines } from './passed-over.ts';
import { deployStack } from './stack.ts';

const HELP = `Usage: npm run test:emulator [-- options] [-- names of test files]

Deploys the synthesised stack into MiniStack, another project's AWS on this machine, and runs the client tests and the
contract tests against it. Needs python3 3.11 or newer with venv; what it installs stays in build/python. Its files are
in build/emulator, and stay there when a test fails.

Options
  --results FILE  also write the results as JSON (the format of vitest's json reporter)
  --keep          afterwards, keep everything running until Ctrl-C and print how to reach it
  --help          print this text`;

interface Options {
  readonly results: string | undefined;
  readonly keep: boolean;
  readonly files: readonly string[];
}

/** Children end with this process; without a handler a signal would end it before they are told. */
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
  process.once(signal, () => process.exit(code));

/** One per run, so that two at a time do not meet. */
const folder = join(PROJECT_FOLDER, 'build', 'emulator', String(process.pid));
const tell = (line: string): void => console.log(line);

async function main({ results, keep, files }: Options): Promise<number> {
  const miniStack = await startMiniStack(folder, tell);
  tell(`MiniStack serves ${miniStack.endpoint}; its log is ${miniStack.logFile}`);
  const closing = [miniStack.stop];
  try {
    const stack = await deployStack({ endpoint: miniStack.endpoint, folder, onProgress: tell });
    const front = await startFront(stack.apiUrl);
    closing.unshift(front.close);
    const emulation: Emulation = {
      baseUrl: `http://127.0.0.1:${front.port}`,
      endpoint: miniStack.endpoint,
      ...stack,
    };
    const code = await runTests(emulation, { results, files });
    for (const line of passedOverLines()) tell(line);
    if (keep) await keepRunning(emulation);
    else if (code === 0) closing.push(() => rm(folder, { recursive: true }));
    return code;
  } finally {
    for (const close of closing) await close();
  }
}

function runTests(
  emulation: Emulation,
  { results, files }: Pick<Options, 'results' | 'files'>,
): Promise<number> {
  const reporters = results ? ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`] : [];
  const vitest = join(PROJECT_FOLDER, 'node_modules', 'vitest', 'vitest.mjs');
  return runVisibly({
    program: process.execPath,
    parameters: [vitest, 'run', '--config', 'vitest.emulator.config.ts', ...reporters, ...files],
    folder: PROJECT_FOLDER,
    environment: { ...withoutAws(process.env), [EMULATION_VARIABLE]: JSON.stringify(emulation) },
  });
}

/** The tests name every endpoint and credential; a profile of the person who runs them must not matter. */
function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}

async function keepRunning({ baseUrl, endpoint, key }: Emulation): Promise<void> {
  tell(`\nAPI      ${baseUrl}\nKey      ${key}\nServices ${endpoint}\nCtrl-C ends it.`);
  process.removeAllListeners('SIGINT');
  await once(process, 'SIGINT');
}

function readOptions(): Options | 'help' {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { results: { type: 'string' }, keep: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    if (values.help) return 'help';
    return { results: values.results, keep: values.keep ?? false, files: positionals };
  } catch (cause) {
    throw new ConfigurationError(`${cause instanceof Error ? cause.message : cause}\n\n${HELP}`, { cause });
  }
}

try {
  const options = readOptions();
  if (options === 'help') console.log(HELP);
  else process.exitCode = await main(options);
} catch (error) {
  if (!(error instanceof WaymarkError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

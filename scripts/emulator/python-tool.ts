import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError, UpstreamError } from '#core/errors.ts';
import { PROJECT_FOLDER } from '#scripts/local/synthesise.ts';
import { run } from './command.ts';

/** Tools from PyPI; each has a list of pinned packages in `python/`. */
export type PythonTool = 'ministack' | 'cfn-lint';

/** The pinned networkx, which cfn-lint needs, asks for 3.11. */
const OLDEST_PYTHON_MINOR = 11;

/**
 * Installs a tool into a virtual environment under `build/`, once per list of pins and Python version.
 * Resolves to the folder of its programs.
 */
export async function installPythonTool(
  tool: PythonTool,
  onProgress: (line: string) => void,
): Promise<string> {
  const requirements = fileURLToPath(new URL(`python/${tool}.txt`, import.meta.url));
  const version = await pythonVersion();
  const identity = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
    .digest('hex');
  const folder = join(PROJECT_FOLDER, 'build', 'python', `${tool}-${identity.slice(0, 16)}`);
  const marker = join(folder, 'complete');
  const programs = join(folder, 'bin');
  if (existsSync(marker)) return programs;

  onProgress(`Installing ${tool} into a virtual environment (once) …`);
  await rm(folder, { recursive: true, force: true });
  await run({ program: 'python3', parameters: ['-m', 'venv', folder] });
  await installRequirements(tool, { folder, requirements });
  await writeFile(marker, '');
  return programs;
}

async function installRequirements(
  tool: PythonTool,
  { folder, requirements }: { readonly folder: string; readonly requirements: string },
): Promise<void> {
  const parameters = [
    ...['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'],
    ...['--only-binary', ':all:', '--no-deps', '--requirement', requirements],
  ];
  try {
    await run({ program: join(folder, 'bin', 'python'), parameters });
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new UpstreamError(
      `${tool} cannot be installed, so nothing was tested with it. Is PyPI, or the mirror that PIP_INDEX_URL names, within reach?\n${cause instanceof Error ? cause.message : cause}`,
      { retryable: true, cause },
    );
  }
}

async function pythonVersion(): Promise<string> {
  const program = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  const version = await run({ program: 'python3', parameters: ['-c', program] }).catch((cause) => {
    throw new ConfigurationError('python3 cannot be run; install Python 3.11 or newer.', { cause });
  });
  const [major = 0, minor = 0] = version.trim().split('.').map(Number);
  if (major === 3 && minor >= OLDEST_PYTHON_MINOR) return version.trim();
  throw new ConfigurationError(`Python ${version.trim()} is too old; install Python 3.11 or newer.`);
}

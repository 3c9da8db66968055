import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { installPythonTool } from '#scripts/emulator/python-tool.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts a `python3` of this version first on PATH, whose virtual environments reach no package index. */
function usePython(version: string): void {
  const program = join(folder, 'python3');
  const lines = [
    '#!/bin/sh',
    `if [ "$1" = -c ]; then echo ${version}; exit; fi`,
    'mkdir -p "$3/bin"',
    `printf '#!/bin/sh\\necho no index >&2\\nexit 1\\n' > "$3/bin/python"`,
    'chmod +x "$3/bin/python"',
  ];
  writeFileSync(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
}

it('says that nothing was tested when the tool cannot be installed, and why', async () => {
  usePython('3.99.1');

  const installed = installPythonTool('ministack', () => undefined);

  await expect(installed).rejects.toThrow(
    /^ministack cannot be installed, so nothing was tested with it\. Is PyPI[\s\S]*no index/,
  );
});

it('asks for a newer Python', async () => {
  usePython('3.10.12');

  const installed = installPythonTool('cfn-lint', () => undefined);

  await expect(installed).rejects.toThrow('Python 3.10.12 is too old; install Python 3.11 or newer.');
});

it('asks for Python where there is none', async () => {
  vi.stubEnv('PATH', folder);

  const installed = installPythonTool('cfn-lint', () => undefined);

  await expect(installed).rejects.toThrow('python3 cannot be run; install Python 3.11 or newer.');
});

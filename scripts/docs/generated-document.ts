import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A document of the repository that is made from code, whole or in part. */
export interface GeneratedDocument {
  /** Path from the folder of the repository. */
  readonly path: string;
  /** What is made of the document as it is; empty when it does not exist. */
  readonly render: (now: string) => string;
}

const ROOT = join(import.meta.dirname, '..', '..');

/** Writes a document with `--write`, compares it with `--check`; resolves to the exit code: 2 for what it does not know. */
export async function runGenerator(
  { path, render }: GeneratedDocument,
  [option, ...others]: readonly string[],
): Promise<number> {
  const file = join(ROOT, path);
  const now = await readFile(file, 'utf8').catch(() => '');
  if (option === '--write' && others.length === 0) {
    await writeFile(file, render(now));
    process.stdout.write(`${path} is current.\n`);
    return 0;
  }
  if (option === '--check' && others.length === 0) {
    if (now === render(now)) return 0;
    process.stderr.write(`${path} is out of date; run this with --write.\n`);
    return 1;
  }
  const usage = `Makes ${path} anew.\n\n--write   writes it\n--check   ends with 1 when it is out of date\n`;
  if (option === '--help' && others.length === 0) {
    process.stdout.write(usage);
    return 0;
  }
  const given = [option, ...others].filter((one) => one !== undefined).join(' ');
  process.stderr.write(`${given === '' ? 'An option is missing.' : `Not an option: ${given}.`}\n\n${usage}`);
  return 2;
}

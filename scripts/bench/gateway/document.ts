import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '#core/errors.ts';
import { PROJECT_ROOT } from './build.ts';

/** The document that shows the figures of one run. */
export const DOCUMENT = join(PROJECT_ROOT, 'docs/benchmarks.md');

const BEGIN = '<!-- gateway figures: begin -->';
const END = '<!-- gateway figures: end -->';

/** Puts the figures of a run in the place of those before. */
export async function updateDocument(figures: string): Promise<void> {
  await writeFile(DOCUMENT, replaceFigures(await readFile(DOCUMENT, 'utf8'), figures));
}

/** The document with other figures between its marks. Throws when it has lost them. */
export function replaceFigures(document: string, figures: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin)
    throw new ConfigurationError(
      `docs/benchmarks.md needs a line "${BEGIN}" and, below it, a line "${END}".`,
    );
  return `${document.slice(0, begin)}${BEGIN}\n\n${figures}\n\n${document.slice(end)}`;
}

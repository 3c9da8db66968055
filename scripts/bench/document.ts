import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '#core/errors.ts';
import { PROJECT_ROOT } from './bundle.ts';

/** The document that shows the figures of one run of each benchmark. */
const DOCUMENT = join(PROJECT_ROOT, 'docs/benchmarks.md');

/** Puts the figures of a run of `benchmark` in the place of those before. */
export async function updateFigures(benchmark: string, figures: string): Promise<void> {
  await writeFile(DOCUMENT, replaceFigures(await readFile(DOCUMENT, 'utf8'), { benchmark, figures }));
}

/** The document with other figures between the marks of a benchmark. Throws when it has lost them. */
export function replaceFigures(
  document: string,
  { benchmark, figures }: { readonly benchmark: string; readonly figures: string },
): string {
  const [beginMark, endMark] = [`<!-- ${benchmark} figures: begin -->`, `<!-- ${benchmark} figures: end -->`];
  const begin = document.indexOf(beginMark);
  const end = document.indexOf(endMark);
  if (begin < 0 || end < begin)
    throw new ConfigurationError(
      `docs/benchmarks.md needs a line "${beginMark}" and, below it, a line "${endMark}".`,
    );
  return `${document.slice(0, begin)}${beginMark}\n\n${figures}\n\n${document.slice(end)}`;
}

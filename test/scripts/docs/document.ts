import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the repository. */
export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..', '..');

/** Text of a document, by its path from the folder of the repository. */
export function readDocument(path: string): string {
  return readFileSync(join(PROJECT_FOLDER, path), 'utf8');
}

/** Cells of the table rows below a heading, title row and rule left out, code marks kept. */
export function readTable(text: string, heading: string): readonly (readonly string[])[] {
  const [, section] = `\n${text}`.split(`\n${heading}\n`, 2);
  if (section === undefined) throw new Error(`There is no heading ${heading}.`);
  const [body = ''] = section.split(/\n#{1,6} /, 1);
  return body
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** The first code span of a cell, without its marks. */
export function codeOf(cell: string | undefined): string | undefined {
  return /`([^`]+)`/.exec(cell ?? '')?.[1];
}

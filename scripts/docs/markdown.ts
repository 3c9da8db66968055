import { InvalidInputError } from '#core/errors.ts';

/** Cells of a table, row by row. */
export interface Table {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A Markdown table. */
export function toTable({ titles, rows }: Table): string {
  return [titles, titles.map(() => '---'), ...rows].map(toLine).join('\n');
}

/** Replaces what stands between `<!-- name:start -->` and `<!-- name:end -->`. */
export function replaceBetween(text: string, name: string, replacement: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [startsAt, endsAt] = [text.indexOf(start), text.indexOf(end)];
  if (startsAt === -1 || endsAt < startsAt)
    throw new InvalidInputError(`The document has no ${start} followed by ${end}; put both back.`);
  return `${text.slice(0, startsAt + start.length)}\n${replacement}\n${text.slice(endsAt)}`;
}

function toLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** @default 'right' */
  readonly align?: 'left' | 'right';
}

/** A Markdown table whose columns also line up in a terminal. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(3, title.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const pad = (text: string, index: number): string =>
    columns[index]?.align === 'left' ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0);
  const line = (cells: readonly string[]): string =>
    `| ${columns.map((_, index) => pad(cells[index] ?? '', index)).join(' | ')} |`;
  const rule = columns.map(({ align }, index) => {
    const dashes = '-'.repeat((widths[index] ?? 3) - 1);
    return align === 'left' ? `:${dashes}` : `${dashes}:`;
  });
  return [line(columns.map(({ title }) => title)), line(rule), ...rows.map(line)].join('\n');
}

/** A number with a fixed count of decimals; a dash for what was not measured. */
export function formatNumber(value: number | undefined, decimals: number): string {
  return value === undefined ? '-' : value.toFixed(decimals);
}

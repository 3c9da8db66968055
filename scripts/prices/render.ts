import type { toTable } from './table.ts';

/** As wide as the repository's formatter lets a line be. */
const LINE_WIDTH = 110;
const INDENT = '  ';

/** The table as a module, in the form the repository's formatter leaves alone. */
export function renderTable({ left, ...table }: ReturnType<typeof toTable>): string {
  return `import type { PriceTable } from './price-table.ts';

/**
 * Prices of Bedrock's models, made by \`npm run prices -- --write\`; not to be edited. USD per million tokens, commercial
 * Regions: the source knows no difference between them, so a Region that is dearer needs an override.
 * From @pydantic/genai-prices, copyright (c) Pydantic Services Inc., MIT licence.
 * Left out, because a call does not tell audio from text: ${left.join(', ')}.
 */
export const BEDROCK_PRICES = ${toSource(table, '')} as const satisfies PriceTable;
`;
}

/** A value as TypeScript: on one line where it fits. */
function toSource(value: unknown, indent: string, before = ''): string {
  const line = toLine(value);
  if (typeof value !== 'object' || value === null || fits(indent, before, line)) return line;
  const inner = indent + INDENT;
  const members = Array.isArray(value)
    ? value.map((item) => `${inner}${toSource(item, inner)},`)
    : Object.entries(value).map(
        ([name, member]) => `${inner}${toName(name)}: ${toSource(member, inner, `${toName(name)}: `)},`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return [open, ...members, `${indent}${close}`].join('\n');
}

const fits = (indent: string, before: string, line: string): boolean =>
  indent !== '' && indent.length + before.length + line.length + 1 <= LINE_WIDTH;

function toLine(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(toLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${toName(name)}: ${toLine(member)}`)
    .join(', ')} }`;
}

const toName = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`);

/** Words inside a block. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** A block of a text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly words: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly words: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' };

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const RULE = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const FENCE = /^\s*```/;

/**
 * The part of Markdown that dashboards use: headings, paragraphs, lists, tables, rules, code, emphasis and links.
 * Markup of HTML is text like any other.
 */
export function parseMarkdown(markdown: string): readonly Block[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, taken] = readBlock(lines, at);
    if (block) blocks.push(block);
    at += taken;
  }
  return blocks;
}

/** The block that begins at a line, and how many lines it takes. */
function readBlock(lines: readonly string[], at: number): readonly [Block | undefined, number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [undefined, 1];
  if (RULE.test(line)) return [{ kind: 'rule' }, 1];
  const heading = HEADING.exec(line);
  if (heading) {
    const [, marks = '#', words = ''] = heading;
    return [{ kind: 'heading', level: marks.length, words: parseInline(words) }, 1];
  }
  if (FENCE.test(line)) return readCode(lines, at);
  if (line.includes('|') && DIVIDER.test(lines[at + 1] ?? '')) return readTable(lines, at);
  if (ITEM.test(line)) return readList(lines, at);
  const text = takeWhile(lines, at, (next) => next.trim() !== '' && !startsBlock(next));
  return [{ kind: 'paragraph', words: parseInline(text.join(' ')) }, text.length];
}

const startsBlock = (line: string): boolean =>
  RULE.test(line) || HEADING.test(line) || FENCE.test(line) || ITEM.test(line);

/** At least the first line, then all that belong. */
function takeWhile(
  lines: readonly string[],
  at: number,
  belongs: (line: string) => boolean,
): readonly string[] {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end] ?? '')) end += 1;
  return lines.slice(at, end);
}

function readCode(lines: readonly string[], at: number): readonly [Block, number] {
  const inside = takeWhile(lines, at, (line) => !FENCE.test(line)).slice(1);
  return [{ kind: 'code', text: inside.join('\n') }, inside.length + 2];
}

function readTable(lines: readonly string[], at: number): readonly [Block, number] {
  const all = takeWhile(lines, at, (line) => line.includes('|'));
  const [head = [], , ...rows] = all.map(toCells);
  return [{ kind: 'table', head, rows }, all.length];
}

const toCells = (line: string): readonly (readonly Inline[])[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => parseInline(cell.trim()));

const CONTINUED = /^\s{2,}\S/;

function readList(lines: readonly string[], at: number): readonly [Block, number] {
  const all = takeWhile(lines, at, (line) => ITEM.test(line) || CONTINUED.test(line));
  const isOrdered = ITEM.exec(all[0] ?? '')?.[1] !== undefined;
  const texts: string[] = [];
  for (const line of all) {
    const item = ITEM.exec(line);
    if (item) texts.push(item[2] ?? '');
    else texts.push(`${texts.pop() ?? ''} ${line.trim()}`);
  }
  return [{ kind: 'list', isOrdered, items: texts.map(parseInline) }, all.length];
}

const INLINE =
  /\\([!-/:-@[-`{-~])|`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*|(?<!\w)_([^_\s][^_]*)_(?!\w)|\[([^\]]*)\]\(([^\s)]+)\)/g;

/** Words of a block. Links go to the web or into the page; others, such as `javascript:`, are their text. */
export function parseInline(text: string): readonly Inline[] {
  const words: Inline[] = [];
  let end = 0;
  const addText = (more: string): void => {
    if (more !== '') words.push({ kind: 'text', text: more });
  };
  for (const match of text.matchAll(INLINE)) {
    addText(text.slice(end, match.index));
    end = match.index + match[0].length;
    words.push(toInline(match));
  }
  addText(text.slice(end));
  return words;
}

function toInline([all, escaped, code, strong, starred, underscored, label, href]: RegExpMatchArray): Inline {
  const emphasis = starred ?? underscored;
  if (escaped !== undefined) return { kind: 'text', text: escaped };
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (emphasis !== undefined) return { kind: 'emphasis', text: emphasis };
  if (href !== undefined && isSafeLink(href)) return { kind: 'link', text: label || href, href };
  return { kind: 'text', text: label || (all ?? '') };
}

/** Whether following a link runs nothing and stays with the web or this page. */
const isSafeLink = (href: string): boolean => /^(https:\/\/|#)/i.test(href);

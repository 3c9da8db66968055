/** Width that mail programs show without breaking lines of their own (RFC 5322, 2.1.1). */
export const WIDTH = 78;

/** Lines of at most `WIDTH` characters; a longer word, an address for example, stays whole on a line of its own. */
export function wrap(
  text: string,
  { first = '', rest = first }: { first?: string; rest?: string } = {},
): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (!isEmpty && Array.from(line).length + 1 + Array.from(word).length > WIDTH) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line.trimEnd()].join('\n');
}

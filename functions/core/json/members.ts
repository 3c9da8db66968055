/** Where a member of a JSON object stands in its text, quotes of the name included. */
interface MemberSpan {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/**
 * Adds a member at the front of a JSON object and leaves every other character as it was, so that big integers,
 * duplicate names and unknown fields survive. `jsonText` must be a valid JSON object.
 */
export function insertMember(jsonText: string, name: string, value: unknown): string {
  const open = jsonText.indexOf('{') + 1;
  const isEmpty = jsonText[skipWhitespace(jsonText, open)] === '}';
  return `${jsonText.slice(0, open)}${JSON.stringify(name)}:${JSON.stringify(value)}${isEmpty ? '' : ','}${jsonText.slice(open)}`;
}

/**
 * Removes every member at `path` (names from the outermost object inwards); an object that becomes empty goes with it.
 * Every other character stays. `jsonText` must be valid JSON; a path that does not exist changes nothing.
 */
export function removeMember(jsonText: string, path: readonly [string, ...string[]]): string {
  if (!mayName(jsonText, path[0])) return jsonText;
  const open = skipWhitespace(jsonText, 0);
  const cuts = jsonText[open] === '{' ? cutsOf(jsonText, open, path) : [];
  if (cuts.length === 0) return jsonText;
  const ends = [0, ...cuts.map(({ end }) => end)];
  const starts = [...cuts.map(({ start }) => start), jsonText.length];
  return ends.map((end, index) => jsonText.slice(end, starts[index])).join('');
}

/** Whether a member's name may stand in the text, as it is or in escapes. Spares most bodies the scan. */
function mayName(jsonText: string, name: string): boolean {
  return jsonText.includes(JSON.stringify(name)) || jsonText.includes('\\u') || name.includes('/');
}

/** A run of characters that goes. */
interface Cut {
  readonly start: number;
  readonly end: number;
}

function cutsOf(text: string, open: number, path: readonly string[]): readonly Cut[] {
  const [name, ...rest] = path;
  const members = membersOf(text, open);
  const goes = members.map((member) => member.name === name && isGoing(text, member, rest));
  const lastKept = goes.lastIndexOf(false);
  return members
    .flatMap((member, index) => {
      const next = members[index + 1];
      if (goes[index]) return index < lastKept && next ? [{ start: member.start, end: next.start }] : [];
      const inner =
        member.name === name && rest.length > 0 && text[member.valueStart] === '{'
          ? cutsOf(text, member.valueStart, rest)
          : [];
      return index === lastKept && next ? [...inner, tailAfter(members, member.end)] : inner;
    })
    .concat(lastKept === -1 && members[0] ? [tailAfter(members, members[0].start)] : []);
}

/** Whether a member goes whole: it is the end of the path, or nothing would be left in it. */
function isGoing(text: string, { valueStart }: MemberSpan, rest: readonly string[]): boolean {
  if (rest.length === 0) return true;
  if (text[valueStart] !== '{') return false;
  const [name, ...deeper] = rest;
  const members = membersOf(text, valueStart);
  return (
    members.length > 0 && members.every((member) => member.name === name && isGoing(text, member, deeper))
  );
}

/** From `start` to the end of the last member: the comma in front goes, as nothing follows. */
function tailAfter(members: readonly MemberSpan[], start: number): Cut {
  return { start, end: members.at(-1)?.end ?? start };
}

function membersOf(text: string, open: number): readonly MemberSpan[] {
  const members: MemberSpan[] = [];
  let position = skipWhitespace(text, open + 1);
  while (text[position] === '"') {
    const nameEnd = endOfString(text, position);
    const valueStart = skipWhitespace(text, skipWhitespace(text, nameEnd) + 1);
    const end = endOfValue(text, valueStart);
    members.push({ name: readString(text.slice(position, nameEnd)), start: position, valueStart, end });
    position = skipWhitespace(text, end);
    if (text[position] !== ',') break;
    position = skipWhitespace(text, position + 1);
  }
  return members;
}

function readString(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

const VALUE_ENDS = ',]} \n\r\t';

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === '{' || first === '[') return endOfContainer(text, start);
  let position = start;
  while (position < text.length && !VALUE_ENDS.includes(text.charAt(position))) position += 1;
  return position;
}

const STRUCTURE = /["{}[\]]/g;

function endOfContainer(text: string, start: number): number {
  let depth = 0;
  STRUCTURE.lastIndex = start;
  while (STRUCTURE.test(text)) {
    const at = STRUCTURE.lastIndex - 1;
    const character = text[at];
    if (character === '"') STRUCTURE.lastIndex = endOfString(text, at);
    else depth += character === '{' || character === '[' ? 1 : -1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote + 1;
}

/** Whether an odd number of backslashes stands in front. */
function isEscaped(text: string, position: number): boolean {
  let start = position;
  while (text[start - 1] === '\\') start -= 1;
  return (position - start) % 2 === 1;
}

const WHITESPACE = ' \n\r\t';

function skipWhitespace(text: string, start: number): number {
  let position = start;
  while (position < text.length && WHITESPACE.includes(text.charAt(position))) position += 1;
  return position;
}

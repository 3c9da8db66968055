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
 * Removes the member at `path` (names from the outermost object inwards); an object that becomes empty goes with it.
 * Every other character stays. `jsonText` must be valid JSON; a path that does not exist changes nothing.
 */
export function removeMember(jsonText: string, path: readonly [string, ...string[]]): string {
  const open = skipWhitespace(jsonText, 0);
  const cut = jsonText[open] === '{' ? findCut(jsonText, open, path) : undefined;
  return cut ? jsonText.slice(0, cut.start) + jsonText.slice(cut.end) : jsonText;
}

function findCut(
  text: string,
  open: number,
  path: readonly string[],
): { start: number; end: number } | undefined {
  const [name, ...rest] = path;
  const members = membersOf(text, open);
  const index = members.findLastIndex((member) => member.name === name);
  const member = members[index];
  if (!member) return undefined;
  if (rest.length === 0 || (text[member.valueStart] === '{' && isOnlyMember(text, member.valueStart, rest)))
    return withComma(members, index, member);
  return text[member.valueStart] === '{' ? findCut(text, member.valueStart, rest) : undefined;
}

/** Whether following `path` from the object at `open` meets no sibling, so that the whole chain can go. */
function isOnlyMember(text: string, open: number, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  const [member, ...others] = membersOf(text, open);
  if (!member || others.length > 0 || member.name !== name) return false;
  return (
    rest.length === 0 || (text[member.valueStart] === '{' && isOnlyMember(text, member.valueStart, rest))
  );
}

function withComma(
  members: readonly MemberSpan[],
  index: number,
  member: MemberSpan,
): { start: number; end: number } {
  const next = members[index + 1];
  if (next) return { start: member.start, end: next.start };
  return { start: members[index - 1]?.end ?? member.start, end: member.end };
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

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === '{' || first === '[') return endOfContainer(text, start);
  let position = start;
  while (position < text.length && !/[,\]}\s]/.test(text.charAt(position))) position += 1;
  return position;
}

function endOfContainer(text: string, start: number): number {
  let depth = 0;
  let position = start;
  do {
    const character = text[position];
    if (character === '"') position = endOfString(text, position) - 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    position += 1;
  } while (depth > 0 && position < text.length);
  return position;
}

function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length && text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position + 1;
}

function skipWhitespace(text: string, start: number): number {
  let position = start;
  while (position < text.length && /\s/.test(text.charAt(position))) position += 1;
  return position;
}

import fc from 'fast-check';

/** A member of an object and its value as text. */
export interface WrittenMember {
  readonly name: string;
  readonly written: string;
}

const whitespace = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 3 });

/** JSON values as text, with whitespace wherever the grammar allows it. */
export function jsonText(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.jsonValue({ noUnicodeString: false }),
      whitespace,
      fc.constantFrom(undefined, 1, '\t', ' \r\n '),
    )
    .map(([value, around, indent]) => `${around}${JSON.stringify(value, null, indent)}${around}`);
}

/** An object as text, duplicate names kept. */
export function writeObject(members: readonly WrittenMember[]): string {
  return `{${members.map(({ name, written }) => `${JSON.stringify(name)}:${written}`).join(',')}}`;
}

/** Writes a name with some of its characters as `\u` escapes. */
function escapeName(name: string, escapes: readonly boolean[]): string {
  const units = Array.from({ length: name.length }, (_, index) => name.charAt(index));
  const written = units.map((unit, index) =>
    escapes[index % escapes.length] === true
      ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
      : JSON.stringify(unit).slice(1, -1),
  );
  return `"${written.join('')}"`;
}

/** An object's text that has the member `removed` at least once, at any place, plainly or with escapes. */
export function jsonTextWithMember(): fc.Arbitrary<{
  readonly members: readonly WrittenMember[];
  readonly removed: string;
  readonly text: string;
}> {
  const removed = 'guardrailConfig';
  const name = fc.oneof(
    { weight: 2, arbitrary: fc.constant(removed) },
    { weight: 3, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.constantFrom('', '}', '"', '\\', '{"guardrailConfig":1}', '__proto__') },
  );
  const member = fc.record({
    name,
    written: jsonText(),
    escapes: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    around: whitespace,
  });
  return fc
    .tuple(fc.array(member, { maxLength: 6 }), member, fc.nat({ max: 6 }), whitespace)
    .map(([others, wanted, place, around]) => {
      const members = others.toSpliced(place, 0, { ...wanted, name: removed });
      const body = members
        .map((each) => `${each.around}${escapeName(each.name, each.escapes)}${each.around}:${each.written}`)
        .join(',');
      return { members, removed, text: `${around}{${body}}${around}` };
    });
}

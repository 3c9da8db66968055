const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
};

/** Writes text so that a parser reads it back as it was, line ends included. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"\r\n]/g, (character) => ENTITIES[character] ?? '');

/**
 * Writes an element. Members of an object become elements, dates ISO 8601, and what is `undefined` nothing.
 * A list is written as AWS Query does it, as `member` elements inside.
 */
export function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${content(value)}</${name}>`;
}

/** Writes a list as REST-XML services do it, as the same element over and over. */
export const elements = (name: string, values: readonly unknown[]): string =>
  values.map((value) => element(name, value)).join('');

function content(value: unknown): string {
  if (Array.isArray(value)) return elements('member', value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join('');
}

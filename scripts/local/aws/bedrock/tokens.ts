// One token per run of up to six letters or digits, one per other visible character; white space is free.
const TOKEN = /\s*(?:[\p{L}\p{N}\p{M}]{1,6}|[^\s\p{L}\p{N}\p{M}])/gu;

const BYTES_PER_TOKEN = 750;

/** Members that steer a request and are not read by the model. */
const NOT_READ = new Set([
  'role',
  'type',
  'format',
  'toolUseId',
  'tool_use_id',
  'id',
  'cachePoint',
  'cache_control',
]);

/** Members that hold base64 data. */
const BINARY = new Set(['bytes', 'data']);

/** Cuts a text into its tokens; joined they give the text without its trailing white space. */
export function splitTokens(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/** Number of tokens of a text. */
export function countTokens(text: string): number {
  return splitTokens(text).length;
}

/**
 * Number of tokens of any JSON value: the sum over the strings it holds, whatever they are called;
 * images and documents count one token per 750 base64 characters.
 */
export function countValueTokens(value: unknown, name = ''): number {
  if (typeof value === 'string')
    return BINARY.has(name) ? Math.ceil(value.length / BYTES_PER_TOKEN) : countTokens(value);
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countValueTokens(item, name), 0);
  return Object.entries(value).reduce(
    (sum, [key, member]) => sum + (NOT_READ.has(key) ? 0 : countValueTokens(member, key)),
    0,
  );
}

import * as z from 'zod/mini';
import { ChatInputError } from './chat-input-error.ts';
import { isOpenAiValue } from './openai-values.ts';

/** A member that OpenAI knows and Converse has no place for: only `null` and nothing may stand there. */
export const notExpressible = z.nullish(z.never());

/**
 * Reads a part of the request, or throws what is wrong with it by the caller's name of the place.
 *
 * @param place where the part stands, for example `messages[2]`; empty for the request itself
 */
export function readPart<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  place: string,
): z.output<Schema> {
  const parsed = z.safeParse(schema, value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue ? toError(issue, place) : new ChatInputError('invalid_value', place, 'it cannot be read.');
}

function toError(issue: z.core.$ZodIssue, place: string): ChatInputError {
  const param = join(place, issue.path);
  if (issue.code === 'unrecognized_keys')
    return new ChatInputError(
      'unknown_parameter',
      join(param, [issue.keys[0] ?? '']),
      'it is no part of the Chat Completions API as this gateway knows it.',
    );
  if (issue.code === 'invalid_type' && issue.expected === 'never')
    return new ChatInputError('unsupported_parameter', param, 'Converse has no such member.');
  const value = valueOfIssue(issue);
  if (value === undefined)
    return new ChatInputError('missing_required_parameter', param, 'it has to be there.');
  if (isOpenAiValue(param, value))
    return new ChatInputError('unsupported_value', param, `Converse has no such value${supported(issue)}.`);
  return toIssueError(issue, param, value);
}

/** What stands in the place; of a union that is told by a member, what that member says. */
function valueOfIssue(issue: z.core.$ZodIssue): unknown {
  const { data: members } = z.safeParse(z.record(z.string(), z.unknown()), issue.input);
  const told = issue.code === 'invalid_union' && 'discriminator' in issue ? issue.discriminator : undefined;
  return typeof told === 'string' && members ? members[told] : issue.input;
}

function toIssueError(issue: z.core.$ZodIssue, param: string, value: unknown): ChatInputError {
  const got = typeof value === 'number' ? `but got ${value} instead` : `but got ${kindOf(value)} instead`;
  switch (issue.code) {
    case 'invalid_type':
      return new ChatInputError('invalid_type', param, `expected ${expectedOf(issue.expected)}, ${got}.`);
    case 'too_small':
      return new ChatInputError(...tooSmall(issue, param, got));
    case 'too_big':
      return new ChatInputError(
        'decimal_above_max_value',
        param,
        `expected a value <= ${issue.maximum}, ${got}.`,
      );
    case 'invalid_union':
      if (issue.errors.length > 0)
        return new ChatInputError('invalid_type', param, `${kindOf(value)} cannot stand here.`);
      return new ChatInputError('invalid_value', param, 'there is nothing of this kind.');
    default:
      return new ChatInputError('invalid_value', param, `it is none of those known${supported(issue)}.`);
  }
}

function tooSmall(
  { origin, minimum }: z.core.$ZodIssueTooSmall,
  param: string,
  got: string,
): ConstructorParameters<typeof ChatInputError> {
  if (origin === 'array') return ['empty_array', param, `expected an array with minimum length ${minimum}.`];
  if (origin === 'string')
    return ['empty_string', param, `expected a string with minimum length ${minimum}.`];
  const reason = param.includes('tokens') ? 'integer_below_min_value' : 'decimal_below_min_value';
  return [reason, param, `expected a value >= ${minimum}, ${got}.`];
}

/** What Converse does take: the end of a range, or the values of an enumeration as OpenAI lists them. */
function supported(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') return `. It takes values <= ${issue.maximum}`;
  if (issue.code !== 'invalid_value') return '';
  const names = issue.values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return `. Supported values are: ${names.join(', ')}`;
}

/** Longest part of a name that the caller invented and gets back, in UTF-16 units. */
const MAX_NAME_LENGTH = 64;

const KINDS: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  int: 'an integer',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};
const expectedOf = (kind: string): string => KINDS[kind] ?? kind;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return expectedOf(Array.isArray(value) ? 'array' : typeof value);
}

/** `messages` and `[0, 'content']` as `messages[0].content`. */
function join(place: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((written, key) => {
    if (typeof key === 'number') return `${written}[${key}]`;
    const name = String(key).slice(0, MAX_NAME_LENGTH);
    return written === '' ? name : `${written}.${name}`;
  }, place);
}

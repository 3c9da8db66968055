import * as z from 'zod/mini';
import { ChatInputError } from './chat-input-error.ts';

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
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue ? toError(issue, place) : new ChatInputError('invalid_value', place, 'it cannot be read.');
}

function toError(issue: z.core.$ZodIssue, place: string): ChatInputError {
  const param = join(place, issue.path);
  if (issue.code === 'unrecognized_keys')
    return new ChatInputError(
      'unknown_parameter',
      join(param, [issue.keys[0]?.slice(0, MAX_NAME_LENGTH) ?? '']),
      'it is no part of the Chat Completions API as this gateway knows it.',
    );
  if (issue.code === 'invalid_type' && issue.expected === 'never')
    return new ChatInputError('unsupported_parameter', param, 'Converse has no such member.');
  if (issue.code === 'invalid_union' && issue.errors.length === 0)
    // no member of that discriminator
    return new ChatInputError('unsupported_value', param, 'Converse has nothing of this kind.');
  return new ChatInputError('invalid_value', param, `expected ${expectedOf(issue)}.`);
}

/** Longest part of a name that the caller invented and gets back, in UTF-16 units. */
const MAX_NAME_LENGTH = 64;

function expectedOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `${article(issue.expected)} ${issue.expected}`;
  if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value)).join(' or ');
  if (issue.code === 'too_small') return `at least ${issue.minimum}${unitOf(issue.origin)}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}${unitOf(issue.origin)}`;
  return 'another form';
}

const article = (noun: string): string => (/^[aeio]/.test(noun) ? 'an' : 'a');

const UNITS: Readonly<Record<string, string>> = { array: ' items', string: ' characters' };
const unitOf = (origin: string): string => UNITS[origin] ?? '';

/** `messages` and `[0, 'content']` as `messages[0].content`. */
function join(place: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((written, key) => {
    if (typeof key === 'number') return `${written}[${key}]`;
    return written === '' ? String(key) : `${written}.${String(key)}`;
  }, place);
}

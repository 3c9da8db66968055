import * as z from 'zod/mini';
import { ChatInputError } from './chat-input-error.ts';
import { readPart } from './read-part.ts';

/** Most labels Converse takes. API reference of Converse, `requestMetadata` (recalled, not verified). */
const MAX_LABELS = 16;
/** Characters and length of a label's name and value; the same source. A value may be empty. */
const LABEL = /^[A-Za-z0-9\s:_@$#=/+,.-]{0,256}$/;
const LABEL_FORM = 'Converse takes labels of up to 256 letters, digits, spaces and : _ @ $ # = / + , - .';

const Metadata = z.nullish(z.record(z.string(), z.string()));
const User = z.nullish(z.string());

interface MetadataParameters {
  readonly metadata?: unknown;
  readonly user?: unknown;
  readonly safety_identifier?: unknown;
}

/** `metadata` and the user as Converse's `requestMetadata`: labels of the record and of Bedrock's own log. */
export function toRequestMetadata(
  parameters: MetadataParameters,
): Readonly<Record<string, string>> | undefined {
  const metadata = readPart(Metadata, parameters.metadata, 'metadata') ?? {};
  for (const [name, value] of Object.entries(metadata))
    if (name === '' || !LABEL.test(name) || !LABEL.test(value))
      throw new ChatInputError('unsupported_value', 'metadata', LABEL_FORM);
  const user = userOf(parameters);
  if (user !== undefined && metadata.user !== undefined && metadata.user !== user)
    throw new ChatInputError('invalid_value', 'metadata.user', 'it contradicts the parameter user.');
  const labels = user === undefined ? metadata : { ...metadata, user };
  const count = Object.keys(labels).length;
  if (count > MAX_LABELS)
    throw new ChatInputError(
      'unsupported_value',
      'metadata',
      `expected at most ${MAX_LABELS} labels, the user's included.`,
    );
  return count === 0 ? undefined : labels;
}

/** `safety_identifier` is what OpenAI calls the user of late. */
function userOf(parameters: MetadataParameters): string | undefined {
  for (const name of ['user', 'safety_identifier'] as const) {
    const user = readPart(User, parameters[name], name) || undefined;
    if (user === undefined) continue;
    if (LABEL.test(user)) return user;
    throw new ChatInputError('unsupported_value', name, LABEL_FORM);
  }
  return undefined;
}

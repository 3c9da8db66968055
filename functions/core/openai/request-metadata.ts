import * as z from 'zod/mini';
import { ChatInputError } from './chat-input-error.ts';
import { readPart } from './read-part.ts';

/** Most labels that OpenAI takes, and Converse as well (its API reference, `requestMetadata`; recalled, not verified). */
const MAX_LABELS = 16;
/** Characters and length of a label's name and value that Converse takes; the same source. A value may be empty. */
const LABEL = /^[A-Za-z0-9\s:_@$#=/+,.-]{0,256}$/;

const Metadata = z.nullish(z.record(z.string(), z.string()));
const User = z.nullish(z.string());

interface MetadataParameters {
  readonly metadata?: unknown;
  readonly user?: unknown;
  readonly safety_identifier?: unknown;
}

/** What a chat is labelled with. */
export interface ChatLabels {
  /** All of them, for the record. */
  readonly labels: ReadonlyMap<string, string>;
  /** Those that Converse takes, for Bedrock's own log. */
  readonly requestMetadata?: Readonly<Record<string, string>>;
}

/**
 * `metadata` and the user as labels. No call fails for the sake of one: what Converse would refuse (`auth0|7`, a name
 * with an umlaut) is left to the record, whose user is a hash. A user in `metadata` gives way to the parameter.
 */
export function toLabels(parameters: MetadataParameters): ChatLabels {
  const metadata = readPart(Metadata, parameters.metadata, 'metadata') ?? {};
  const count = Object.keys(metadata).length;
  if (count > MAX_LABELS)
    throw new ChatInputError(
      'object_above_max_properties',
      'metadata',
      `expected an object with at most ${MAX_LABELS} properties, but got an object with ${count} properties instead.`,
    );
  const user = userOf(parameters);
  const labels = new Map([
    ...Object.entries(metadata),
    ...(user === undefined ? [] : [['user', user] as const]),
  ]);
  const accepted = [...labels]
    .filter(([name, value]) => name !== '' && LABEL.test(name) && LABEL.test(value))
    .slice(0, MAX_LABELS);
  return { labels, ...(accepted.length > 0 && { requestMetadata: Object.fromEntries(accepted) }) };
}

/** `safety_identifier` is what OpenAI calls the user of late. */
function userOf(parameters: MetadataParameters): string | undefined {
  const [user, identifier] = (['user', 'safety_identifier'] as const).map((name) =>
    readPart(User, parameters[name], name),
  );
  return user || identifier || undefined;
}

import * as z from 'zod';
import { parseJson } from '#core/json/parse-json.ts';
import { LOCAL_ACCOUNT } from '../../credentials.ts';
import type { LogEvent } from '../log-store.ts';
import { readLambdaField } from './lambda-fields.ts';
import type { Row, Value } from './value.ts';

/** An event of a log group. */
export interface GroupEvent {
  readonly logGroupName: string;
  readonly event: LogEvent;
}

/**
 * The fields of an event: those with an `@`, and the members of a message that is a JSON object, by their path
 * (`invocation.prompt.id`, `content.0.text`). CloudWatch's limit of 200 discovered fields is not kept.
 */
export function toRow({ logGroupName, event }: GroupEvent): Row {
  let document: unknown;
  let isParsed = false;
  return (name) => {
    const system = SYSTEM.get(name);
    if (system) return system({ logGroupName, event });
    if (name.startsWith('@')) return readLambdaField(name, { logGroupName, message: event.message });
    if (!isParsed) document = parse(event.message);
    isParsed = true;
    return toValue(memberAt(document, name));
  };
}

const SYSTEM = new Map<string, (source: GroupEvent) => Value>(
  Object.entries({
    '@timestamp': ({ event }: GroupEvent) => ({ timeMs: event.timestampMs }),
    '@ingestionTime': ({ event }: GroupEvent) => ({ timeMs: event.ingestionMs }),
    '@message': ({ event }: GroupEvent) => event.message,
    '@logStream': ({ event }: GroupEvent) => event.logStreamName,
    '@log': ({ logGroupName }: GroupEvent) => `${LOCAL_ACCOUNT}:${logGroupName}`,
    '@ptr': ({ event }: GroupEvent) => event.eventId,
  }),
);

function parse(message: string): unknown {
  return message.startsWith('{') ? parseJson(message) : undefined;
}

const Members = z.record(z.string(), z.unknown());

/** A member may have dots in its own name. */
function memberAt(document: unknown, path: string): unknown {
  const whole = ownMember(document, path);
  if (whole !== undefined || !path.includes('.')) return whole;
  return path.split('.').reduce(ownMember, document);
}

function ownMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  if (Array.isArray(value)) return value[Number(name)];
  return Members.safeParse(value).data?.[name];
}

/** Booleans are taken to be 1 and 0 (unverified); `null`, objects and lists are no values of their own. */
function toValue(member: unknown): Value | undefined {
  if (typeof member === 'boolean') return Number(member);
  return typeof member === 'string' || typeof member === 'number' ? member : undefined;
}

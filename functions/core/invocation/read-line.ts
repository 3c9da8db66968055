import * as z from 'zod/mini';
import { InvocationRecord } from './record.ts';
import { impliedMembers, impliedUsage } from './written-form.ts';

const Line = z.looseObject({
  invocation: z.looseObject({ usage: z.optional(z.looseObject({})) }),
});

/** The whole record of a call's log line, given as parsed JSON. Throws when it is none. */
export function readInvocationLine(line: unknown): InvocationRecord {
  const { invocation, ...beside } = Line.parse(line);
  return InvocationRecord.parse({
    ...impliedMembers(beside),
    ...invocation,
    usage: { ...impliedUsage(beside), ...invocation.usage },
  });
}

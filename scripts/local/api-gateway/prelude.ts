import type { Readable } from 'node:stream';
import * as z from 'zod';

/** Status and headers of an integration's answer. */
export const IntegrationHead = z.object({
  statusCode: z.number().int().min(200).max(599).default(200),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).nullish(),
  multiValueHeaders: z
    .record(z.string(), z.array(z.union([z.string(), z.number()]).transform(String)))
    .nullish(),
  cookies: z.array(z.string()).nullish(),
});
export type IntegrationHead = z.infer<typeof IntegrationHead>;

/** A buffered proxy integration's whole answer. */
const BufferedAnswer = IntegrationHead.extend({
  statusCode: z.coerce.number().int().min(200).max(599),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});
export type BufferedAnswer = z.infer<typeof BufferedAnswer>;

const DELIMITER = Buffer.alloc(8);
/** Longest metadata in front of a streamed answer. */
const MAXIMUM_PRELUDE_BYTES = 65_536;

/** The answer does not follow the proxy contract. */
export class MalformedAnswerError extends Error {
  override readonly name = 'MalformedAnswerError';
}

/** Reads the JSON metadata and its eight NUL bytes off a streamed answer; `rest` is what came with them. */
export async function readPrelude(
  body: Readable,
): Promise<{ readonly head: IntegrationHead; readonly rest: Buffer }> {
  let seen = Buffer.alloc(0);
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    seen = Buffer.concat([seen, chunk]);
    const end = seen.indexOf(DELIMITER);
    if (end >= 0)
      return { head: parseHead(seen.subarray(0, end)), rest: seen.subarray(end + DELIMITER.length) };
    if (seen.length > MAXIMUM_PRELUDE_BYTES) break;
  }
  throw new MalformedAnswerError('The function sent no HTTP metadata before its body.');
}

/** Parses what a function with a buffered integration returned. */
export function parseBufferedAnswer(bytes: Buffer): BufferedAnswer {
  return parseJson(bytes, BufferedAnswer);
}

function parseHead(bytes: Buffer): IntegrationHead {
  return parseJson(bytes, IntegrationHead);
}

function parseJson<Schema extends z.ZodType>(bytes: Buffer, schema: Schema): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new MalformedAnswerError('The function did not answer as a proxy integration must.', {
      cause: error,
    });
  }
}

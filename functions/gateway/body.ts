import type { Readable } from 'node:stream';
import * as z from 'zod/mini';

/** The bytes of a request as API Gateway hands them over. */
export function bodyOf(event: {
  readonly body?: string | null | undefined;
  readonly isBase64Encoded: boolean;
}): Buffer {
  return Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
}

/** Reads a body to its end. Rejects when it breaks off. */
export function readBody(body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let ended = false;
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.on('error', reject);
    body.on('end', () => {
      ended = true;
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    body.on('close', () => {
      if (!ended) reject(Object.assign(new Error('the body broke off'), { code: 'ECONNRESET' }));
    });
  });
}

const ErrorBody = z.object({
  message: z.optional(z.string()),
  Message: z.optional(z.string()),
  __type: z.optional(z.string()),
});

/** Exception name and wording of an AWS JSON error body, as far as it has them. The wording only decides, it is not logged. */
export function errorMessageOf(body: Buffer): {
  readonly name?: string | undefined;
  readonly message?: string | undefined;
} {
  const parsed = z.safeParse(ErrorBody, parseJsonBody(body)).data;
  return { name: parsed?.__type, message: parsed?.message ?? parsed?.Message };
}

/** JSON of a body or a stream event's payload, or `undefined`. */
export function parseJsonBody(body: Buffer | string): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : body.toString('utf8'));
  } catch {
    return undefined;
  }
}

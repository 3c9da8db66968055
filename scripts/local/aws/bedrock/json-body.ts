import { ServiceError } from '../wire.ts';

/** A request's body as JSON. Throws what Bedrock answers when it is none. */
export function parseJsonBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError(
      'ValidationException',
      'Malformed input request, please reformat your input and try again.',
    );
  }
}

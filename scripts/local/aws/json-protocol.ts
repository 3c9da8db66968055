import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Caller } from './credentials.ts';
import { type Service, type ServiceAnswer, ServiceError, type ServiceRequest } from './wire.ts';

const FORBIDDEN = 403;

/** One operation: its input schema and what it does. */
export interface Operation {
  readonly run: (body: unknown, caller: Caller) => unknown;
}

/** Pairs a schema with the code that gets what it parsed. */
export function operation<Input>(
  schema: z.ZodType<Input>,
  run: (input: Input, caller: Caller) => unknown,
): Operation {
  return {
    run: (body, caller) => {
      const parsed = schema.safeParse(body);
      if (!parsed.success) throw new ServiceError('ValidationException', z.prettifyError(parsed.error));
      return run(parsed.data, caller);
    },
  };
}

/** A service that speaks AWS JSON 1.0 or 1.1: `X-Amz-Target: <prefix>.<operation>`. */
export function createJsonService(options: {
  readonly contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  readonly operations: Readonly<Record<string, Operation>>;
  /**
   * Repeats the error's code in a header, as services do that once spoke the Query protocol.
   * @default false
   */
  readonly isQueryCompatible?: boolean;
}): Service {
  const { contentType, operations, isQueryCompatible = false } = options;
  return {
    operationName: targetOperation,
    handle: async (request, caller) => {
      const name = targetOperation(request) ?? '';
      const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!found)
        throw new ServiceError('UnknownOperationException', `The embedded AWS does not offer ${name}.`);
      const output = await found.run(parseBody(request), caller);
      return jsonAnswer({ status: 200, contentType, body: output ?? {} });
    },
    describeFailure: ({ status, type, message, members }) => {
      const answer = jsonAnswer({ status, contentType, body: { __type: type, message, ...members } });
      const code = { 'x-amzn-query-error': `${type.replace(/Exception$/, '')};Sender` };
      // what is refused before it reaches the service is taken to be plain JSON; unverified against AWS
      return isQueryCompatible && status !== FORBIDDEN
        ? { ...answer, headers: { ...answer.headers, ...code } }
        : answer;
    },
  };
}

/** The operation that `X-Amz-Target` names. */
export const targetOperation = ({ headers }: ServiceRequest): string | undefined =>
  headers['x-amz-target']?.split('.').at(-1);

function parseBody(request: ServiceRequest): unknown {
  // The SDK compresses PutMetricData above 10 KB.
  const isCompressed = request.headers['content-encoding'] === 'gzip';
  try {
    const text = (isCompressed ? gunzipSync(request.body) : request.body).toString('utf8');
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not JSON.');
  }
}

function jsonAnswer(options: {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}): ServiceAnswer {
  return {
    status: options.status,
    headers: { 'content-type': options.contentType, 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(options.body)),
  };
}

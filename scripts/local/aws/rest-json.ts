import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Caller } from './credentials.ts';
import { type Service, type ServiceAnswer, ServiceError, type ServiceRequest } from './wire.ts';

/** One operation of a REST service. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with its labels as named groups: `/^\/agents\/(?<agentId>[^/]+)\/?$/`. */
  readonly path: RegExp;
  /** Gets the labels, the query's parameters and the members of the body as one object. */
  readonly run: (input: Readonly<Record<string, unknown>>, caller: Caller) => unknown;
}

/** Pairs a route with the schema of its input. */
export function route<Input>(
  options: Pick<Route, 'operation' | 'method' | 'path'> & {
    readonly input: z.ZodType<Input>;
    readonly run: (input: Input, caller: Caller) => unknown;
  },
): Route {
  const { input, run, ...place } = options;
  return {
    ...place,
    run: (members, caller) => {
      const parsed = input.safeParse(members);
      if (!parsed.success) throw new ServiceError('ValidationException', z.prettifyError(parsed.error));
      return run(parsed.data, caller);
    },
  };
}

/** A service that speaks AWS REST JSON. */
export function createRestService(routes: readonly Route[]): Service {
  const find = ({ method, path }: ServiceRequest): Route | undefined =>
    routes.find((each) => each.method === method && each.path.test(path));
  return {
    operationName: (request) => find(request)?.operation,
    handle: async (request, caller) => {
      const found = find(request);
      if (!found)
        throw new ServiceError(
          'UnknownOperationException',
          `The embedded AWS does not offer ${request.method} ${request.path}.`,
          { status: 404 },
        );
      const output = await found.run(readInput(found, request), caller);
      return jsonAnswer(200, { body: output ?? {} });
    },
    describeFailure: ({ status, type, message, members }) =>
      jsonAnswer(status, { body: { message, ...members }, headers: { 'x-amzn-errortype': type } }),
  };
}

function readInput({ path }: Route, request: ServiceRequest): Readonly<Record<string, unknown>> {
  const labels = Object.entries(path.exec(request.path)?.groups ?? {});
  return {
    ...Object.fromEntries(new URLSearchParams(request.query)),
    ...Object.fromEntries(labels.map(([name, value]) => [name, decode(value)])),
    ...readBody(request.body),
  };
}

const Members = z.record(z.string(), z.unknown());

function readBody(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  try {
    return Members.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw new ServiceError('ValidationException', 'The request body is not a JSON object.');
  }
}

function decode(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    throw new ServiceError('ValidationException', 'The path is not percent-encoded.');
  }
}

function jsonAnswer(
  status: number,
  { body, headers }: { readonly body: unknown; readonly headers?: Readonly<Record<string, string>> },
): ServiceAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}

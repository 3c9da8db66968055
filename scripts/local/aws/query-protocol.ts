import { randomUUID } from 'node:crypto';
import type { Caller } from './credentials.ts';
import type { Operation } from './json-protocol.ts';
import { type Service, type ServiceAnswer, ServiceError, type ServiceRequest } from './wire.ts';
import { element, escapeXml } from './xml.ts';

/**
 * A service that speaks AWS Query: a form with `Action`, answered in XML. An operation gets the form's fields
 * as they were sent (`Tags.member.1.Key`) and returns the members of its result; lists are written as `member`.
 */
export function createQueryService(options: {
  readonly xmlNamespace: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Code of what a schema refuses, for example `InvalidParameter`. */
  readonly invalidInputCode: string;
}): Service {
  const { xmlNamespace, operations, invalidInputCode } = options;
  return {
    operationName: (request) => readForm(request).Action,
    handle: async (request, caller) => {
      const { Action: action = '', ...fields } = readForm(request);
      const found = Object.hasOwn(operations, action) ? operations[action] : undefined;
      if (!found) throw new ServiceError('InvalidAction', `The embedded AWS does not offer ${action}.`);
      const result = await run(found, { fields, caller, invalidInputCode });
      return xmlAnswer(200, success(action, { result, xmlNamespace }));
    },
    describeFailure: ({ status, type, message }) => {
      const [code, requestId] = [type, randomUUID()];
      const error = element('Error', {
        Type: status < 500 ? 'Sender' : 'Receiver',
        Code: code,
        Message: message,
      });
      const xml = `<ErrorResponse xmlns="${xmlNamespace}">${error}${element('RequestId', requestId)}</ErrorResponse>`;
      return xmlAnswer(status, { xml, requestId });
    },
  };
}

const readForm = ({ body }: ServiceRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(body.toString('utf8')));

async function run(
  operation: Operation,
  { fields, caller, invalidInputCode }: { fields: unknown; caller: Caller; invalidInputCode: string },
): Promise<unknown> {
  try {
    return await operation.run(fields, caller);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.type !== 'ValidationException') throw error;
    throw new ServiceError(invalidInputCode, error.message);
  }
}

function success(
  action: string,
  { result, xmlNamespace }: { readonly result: unknown; readonly xmlNamespace: string },
) {
  const requestId = randomUUID();
  const written = element(`${action}Result`, result ?? {});
  const metadata = element('ResponseMetadata', { RequestId: requestId });
  const name = escapeXml(`${action}Response`);
  return { xml: `<${name} xmlns="${xmlNamespace}">${written}${metadata}</${name}>`, requestId };
}

function xmlAnswer(
  status: number,
  { xml, requestId }: { readonly xml: string; readonly requestId: string },
): ServiceAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`),
  };
}

import * as z from 'zod';
import type { ConsoleAccount, ConsoleRequest } from './exchange.ts';

/** API Gateway's answer shape for a Lambda proxy integration. */
const ProxyAnswer = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
});

/** Routes with a parameter; every other path is its own resource. */
const PARAMETERS = [
  {
    pattern: /^\/v1\/console\/reports\/([\w.-]+)$/,
    resource: '/v1/console/reports/{report}',
    name: 'report',
  },
  { pattern: /^\/v1\/console\/(\w+\.\w+)$/, resource: '/v1/console/{asset}', name: 'asset' },
] as const;

/** Calls the console's function as API Gateway does once it knows who asks. */
export function callFunction(
  invoke: (event: unknown) => Promise<unknown>,
  { tenant }: { readonly tenant: string },
): ConsoleAccount['call'] {
  return async (request) => {
    const answer = ProxyAnswer.parse(await invoke(toEvent(request, tenant)));
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  };
}

function toEvent({ method, path, query, body }: ConsoleRequest, tenant: string) {
  return {
    httpMethod: method,
    path,
    ...toResource(path),
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
    requestContext: { authorizer: { tenant } },
  };
}

function toResource(path: string) {
  for (const { pattern, resource, name } of PARAMETERS) {
    const [, value] = pattern.exec(path) ?? [];
    if (value !== undefined) return { resource, pathParameters: { [name]: value } };
  }
  return { resource: path, pathParameters: null };
}

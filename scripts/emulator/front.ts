import { request as sendRequest } from 'node:http';
import { pipeline } from 'node:stream/promises';
import {
  type LocalRequest,
  type LocalResponse,
  type LocalServer,
  listenDualProtocol,
} from '#scripts/local/http/dual-protocol-server.ts';

/** Headers of one connection, which HTTP/2 forbids and a new connection sets itself. */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'host',
  'http2-settings',
  'upgrade',
]);

/**
 * Passes requests on to an API of MiniStack, with `Accept` for callers that send none: SDK clients do not, and MiniStack
 * would hand them base64.
 */
export function startFront(apiUrl: string): Promise<LocalServer> {
  return listenDualProtocol((request, response) => {
    void forward(request, response, apiUrl).catch(() => request.destroy());
  });
}

async function forward(request: LocalRequest, response: LocalResponse, apiUrl: string): Promise<void> {
  const outgoing = sendRequest(`${apiUrl}${request.url}`, {
    method: request.method ?? 'GET',
    headers: { accept: '*/*', ...forwarded(request.headers) },
  });
  const answered = new Promise<void>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, forwarded(answer.headers));
      pipeline(answer, response).then(resolve, reject);
    });
  });
  await pipeline(request, outgoing);
  await answered;
}

function forwarded(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name.startsWith(':') || CONNECTION_HEADERS.has(name) ? [] : [[name, value]],
    ),
  );
}

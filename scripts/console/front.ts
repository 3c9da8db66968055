import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { text } from 'node:stream/consumers';
import type { Connection, MailsAnswer } from '#functions/console/answers.ts';
import type { ConsoleAccount, ConsoleRequest, ConsoleResponse } from './exchange.ts';
import { isOwnRequest } from './own-request.ts';

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

/** Answers what belongs to the console; resolves to false for everything else, untouched. */
export type ConsoleFront = (request: Request, response: Response) => Promise<boolean>;

/** What the console is served from. */
export interface ConsoleFrontOptions {
  /** The port that it is served on. */
  readonly port: () => number;
  /** The first one is shown first; none: the console is not there yet. */
  readonly accounts: () => readonly ConsoleAccount[];
}

/** `/`, `/v1/console/…`, `/v1/costs`, and the same of another account below `/accounts/<name>`. */
const PATH = /^(?:\/accounts\/([a-z0-9-]+))?\/(v1\/(?:costs|console(?:\/[\w.-]+){0,2}))?$/;
const MAX_MAILS = 50;
const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' } as const;

/**
 * Serves the console's page at `/` without a key and adds the authorisation to what the page asks. A request that
 * carries its own is left alone: it is an API client's.
 */
export function createConsoleFront({ port, accounts }: ConsoleFrontOptions): ConsoleFront {
  return async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, id = '', path = 'v1/console'] = PATH.exec(pathname) ?? [undefined, undefined, ''];
    const account = accounts().find((each) => each.id === id);
    if (path === '' || !account || request.headers.authorization !== undefined) return false;
    if (request.method !== 'GET' && request.method !== 'POST') return false;
    const answer = isOwnRequest(request.headers, port())
      ? await answerOwn(
          { method: request.method, path: `/${path}`, query: search.slice(1), body: await text(request) },
          { account, accounts: accounts() },
        )
      : { status: 403, headers: JSON_HEADERS, body: '{"message":"The console answers its own page only."}' };
    send(response, answer);
    return true;
  };
}

async function answerOwn(
  request: ConsoleRequest,
  { account, accounts }: { readonly account: ConsoleAccount; readonly accounts: readonly ConsoleAccount[] },
): Promise<ConsoleResponse> {
  try {
    if (request.path === '/v1/console/mails' && account.mails)
      return toJson({ status: 'known', mails: await account.mails.newest(MAX_MAILS) } satisfies MailsAnswer);
    const answer = await account.call(request);
    return request.path === '/v1/console/connection' && answer.status === 200
      ? toJson(withAccounts(JSON.parse(answer.body), account, accounts))
      : answer;
  } catch (error) {
    return toJson({ message: error instanceof Error ? error.message : String(error) }, 502);
  }
}

/** What only this side knows: where clients are pointed, and which accounts there are. */
function withAccounts(
  connection: Connection,
  { endpoint }: ConsoleAccount,
  accounts: readonly ConsoleAccount[],
): Connection {
  return {
    ...connection,
    endpoint,
    accounts: accounts.map(({ id, title, description }) => ({
      title,
      description,
      base: id === '' ? '' : `/accounts/${id}`,
    })),
  };
}

function toJson(body: unknown, status = 200): ConsoleResponse {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

function send(response: Response, { status, headers, body }: ConsoleResponse): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}

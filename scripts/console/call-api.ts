import { UpstreamError } from '#core/errors.ts';
import type { ConsoleAccount } from './exchange.ts';

/** Headers of an answer that the browser needs; what belongs to the connection behind it stays behind. */
const PASSED = [
  'content-type',
  'cache-control',
  'content-security-policy',
  'x-content-type-options',
  'x-amzn-errortype',
  'referrer-policy',
  'cross-origin-resource-policy',
  'cross-origin-opener-policy',
] as const;

/** Calls the console's routes of a deployed API, with the header that a browser cannot add. */
export function callApi({
  url,
  authorization,
}: {
  readonly url: string;
  readonly authorization: string;
}): ConsoleAccount['call'] {
  const base = url.replace(/\/+$/, '');
  return async ({ method, path, query, body }) => {
    const address = `${base}${path}${query === '' ? '' : `?${query}`}`;
    const answer = await fetch(address, {
      method,
      redirect: 'error', // the key goes to this address and to no other
      headers: { authorization, 'content-type': 'application/json' },
      ...(method === 'POST' && { body }),
    }).catch((cause: unknown) => {
      throw new UpstreamError(`${base} does not answer.`, { cause, retryable: true });
    });
    const headers = PASSED.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return { status: answer.status, headers: Object.fromEntries(headers), body: await answer.text() };
  };
}

import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from the console's own page or from somebody who typed its address. Every page that a
 * browser shows can send requests to this machine: without this, any of them could read the account through the key
 * that is added here. `Host` keeps out names that are made to point here (DNS rebinding).
 */
export function isOwnRequest(headers: IncomingHttpHeaders, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const host = headers.host ?? headers[':authority'];
  const site = headers['sec-fetch-site'];
  return (
    typeof host === 'string' &&
    hosts.includes(host) &&
    (site === undefined || site === 'same-origin' || site === 'none') &&
    (headers.origin === undefined || headers.origin === `http://${host}`)
  );
}

import { Agent, request } from 'node:http';
import { CONVERSE_BODY, conversePath, type Mode } from './traffic.ts';

/** A call to the stub over a kept-alive connection of `node:http`, without signing, reading or recording anything. */
export function createRawCall(port: number): (mode: Mode) => Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(CONVERSE_BODY) };
  return (mode) =>
    new Promise((resolve, reject) => {
      const options = { agent, host: '127.0.0.1', port, path: conversePath(mode), method: 'POST', headers };
      const outgoing = request(options, (answer) => {
        answer.resume();
        answer.once('error', reject);
        answer.once('end', () =>
          answer.statusCode === 200
            ? resolve()
            : reject(new Error(`The stub answered ${answer.statusCode}.`)),
        );
      });
      outgoing.once('error', reject);
      outgoing.end(CONVERSE_BODY);
    });
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { tellParent, toFailure } from '../../child.ts';
import { createAnswerStream, loadHandler, type StreamingHandler } from '../lambda-call.ts';
import { toProxyEvent } from '../proxy-event.ts';

/** Longer than a run: no connection may be dropped between two batches, in milliseconds. */
const IDLE_MS = 600_000;

const events = { buffered: toProxyEvent('buffered'), streaming: toProxyEvent('streaming') };
const Head = z.object({ statusCode: z.int(), headers: z.record(z.string(), z.string()) });

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

async function relay(
  handler: StreamingHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const event = events[request.url?.endsWith('-stream') ? 'streaming' : 'buffered'];
  const body = (await readBody(request)).toString('base64');
  const answer = createAnswerStream({
    head: (json) => {
      const { statusCode, headers } = Head.parse(JSON.parse(Buffer.from(json).toString()));
      response.writeHead(statusCode, headers);
    },
    body: (bytes) => response.write(bytes),
    end: () => response.end(),
  });
  await handler({ ...event, body }, answer, {});
}

/** The handler behind the plainest HTTP server there is: the shape that other gateways have. */
function main([bundle = '']: readonly string[]): void {
  const handler = loadHandler(bundle);
  const server = createServer(
    { keepAliveTimeout: IDLE_MS, requestTimeout: 0, noDelay: true },
    (request, response) => {
      relay(handler, request, response).catch((error: unknown) => {
        process.stderr.write(`${error}\n`);
        response.destroy();
      });
    },
  );
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address && typeof address === 'object') tellParent({ port: address.port });
  });
}

process.once('disconnect', () => process.exit());
try {
  main(process.argv.slice(2));
} catch (error) {
  tellParent(toFailure(error));
}

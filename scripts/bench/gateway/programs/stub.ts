import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serveParent, tellParent } from '../../child.ts';
import { CONVERSE_ANSWER, converseFrames } from '../answers.ts';

/** Longer than a run: no connection may be dropped between two batches, in milliseconds. */
const IDLE_MS = 600_000;
const REQUEST_ID = '5c0f3c52-6f2b-4a51-9c0e-0d6f0c2b7a11';

const frames = converseFrames();
const streamBytes = Buffer.concat(frames).byteLength;
const counts = { calls: 0, requestBytes: 0, answerBytes: 0 };
const secret = Buffer.from(JSON.stringify({ SecretString: 'benchmark'.repeat(4) }));

/** A Bedrock Runtime that thinks for no time at all. It also hands out the secret that the gateway asks for once. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  let requestBytes = 0;
  request.on('data', ({ byteLength }: Buffer) => {
    requestBytes += byteLength;
  });
  request.once('end', () => {
    const { url = '' } = request;
    if (url === '/') {
      sendJson(response, secret);
      return;
    }
    const isStream = url.endsWith('-stream');
    counts.calls += 1;
    counts.requestBytes += requestBytes;
    counts.answerBytes += isStream ? streamBytes : CONVERSE_ANSWER.byteLength;
    if (isStream) sendFrames(response);
    else sendJson(response, CONVERSE_ANSWER);
  });
}

function sendJson(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'x-amzn-requestid': REQUEST_ID,
    'content-length': body.byteLength,
  });
  response.end(body);
}

/** One turn of the event loop per frame: frames arrive one by one, as a model writes them. */
function sendFrames(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-requestid': REQUEST_ID,
  });
  const send = (index: number): void => {
    const frame = frames[index];
    if (!frame) {
      response.end();
      return;
    }
    response.write(frame);
    setImmediate(send, index + 1);
  };
  send(0);
}

const server = createServer({ keepAliveTimeout: IDLE_MS, requestTimeout: 0, noDelay: true }, answer);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') tellParent({ port: address.port });
});
serveParent(async () => counts);

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONVERSE_ANSWER, converseFrames } from '#scripts/bench/gateway/answers.ts';
import { runClosedLoop } from '#scripts/bench/gateway/closed-loop.ts';
import { runLoad, toRequest } from '#scripts/bench/gateway/load.ts';
import { createRawCall } from '#scripts/bench/gateway/raw-call.ts';
import { CONVERSE_BODY, conversePath } from '#scripts/bench/gateway/traffic.ts';

const bodies: string[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    bodies.push(body);
    if (request.url === '/broken') return void response.writeHead(503).end();
    for (const frame of converseFrames()) response.write(frame);
    response.end();
  });
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('runLoad', () => {
  it('makes as many calls as asked for, after one per connection, with the bytes it was given', async () => {
    bodies.length = 0;
    const request = toRequest(port, conversePath('streaming'), { 'x-a': 'b' }, CONVERSE_BODY);
    const batch = await runLoad({ port, request, concurrency: 3, calls: 20 });

    expect(batch.totalMs).toHaveLength(20);
    expect(batch.failures).toBe(0);
    expect(bodies).toEqual(Array(23).fill(CONVERSE_BODY));
  });

  it('counts answers with another status as failures', async () => {
    const request = toRequest(port, '/broken', {}, '{}');

    expect((await runLoad({ port, request, concurrency: 2, calls: 5 })).failures).toBe(5);
  });
});

describe('createRawCall', () => {
  it('sends the same body, and has the first byte before the last', async () => {
    bodies.length = 0;
    const { totalMs, firstByteMs } = await runClosedLoop([createRawCall(port, 'streaming')], 5);

    expect(bodies).toEqual(Array(5).fill(CONVERSE_BODY));
    totalMs.forEach((value, index) => {
      expect(firstByteMs[index]).toBeLessThanOrEqual(value);
    });
  });
});

describe('the answers', () => {
  it('say the same, whole and in frames', () => {
    const whole = JSON.parse(CONVERSE_ANSWER.toString());
    const streamed = Buffer.concat(converseFrames()).toString('latin1');
    const pieces = [...streamed.matchAll(/"delta":\{"text":"([^"]*)"/g)].map(([, text]) => text);

    expect(pieces).toHaveLength(20);
    expect(pieces.join('')).toBe(whole.output.message.content[0].text);
  });
});

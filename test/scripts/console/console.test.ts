import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { httpCall } from '../../support/http-call.ts';

const children: ChildProcess[] = [];
const servers: (() => void)[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const close of servers.splice(0)) close();
});

function run(...arguments_: readonly string[]) {
  const { AWS_BEARER_TOKEN_BEDROCK: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/console.ts', ...arguments_], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  children.push(child);
  return child;
}

async function finish(child: ReturnType<typeof run>) {
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { output, errors, code };
}

/** An API whose one key is `wmk_right`. */
async function startApi(): Promise<string> {
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === 'Bearer wmk_right';
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ path: request.url }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev`;
}

describe('npm run console', () => {
  it('serves the page of a deployed stack without asking for its key again', async () => {
    const child = run('--url', await startApi(), '--key', 'wmk_right', '--port', '0');
    const exit = once(child, 'close');
    const [line] = await once(child.stdout, 'data');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? '';

    const { status, body } = await httpCall(url, { method: 'GET', path: '/' });
    child.kill('SIGINT');

    expect(status).toBe(200);
    expect(JSON.parse(body.toString())).toEqual({ path: '/dev/v1/console' });
    expect((await exit)[0]).toBe(0);
  });

  it('says that the key is unknown', async () => {
    const { code, errors } = await finish(
      run('--url', await startApi(), '--key', 'wmk_wrong', '--port', '0'),
    );

    expect(code).toBe(1);
    expect(errors).toContain('HTTP 401. The key is unknown.');
  });

  it('prints its options, and what is wrong with them', async () => {
    const [help, wrong] = await Promise.all([finish(run('--help')), finish(run('--url', 'nonsense'))]);

    expect(help).toMatchObject({ code: 0, errors: '' });
    expect(help.output).toContain('Usage: npm run console');
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toContain('A gateway key is missing');
  });
});

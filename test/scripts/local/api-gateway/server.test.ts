import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FixtureApi, fixtureDefinition, fixtureRoute, startFixtureApi } from './fixture-api.ts';

const GOOD = { authorization: 'Bearer good' };
const REPORT = (line: string) => line.startsWith('REPORT');

interface RefusedCase {
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  readonly why: string;
}

const REFUSED: readonly RefusedCase[] = [
  { headers: {}, status: 401, why: 'no identity' },
  { headers: { authorization: '' }, status: 401, why: 'an empty identity' },
  { headers: { authorization: 'Bearer unknown' }, status: 401, why: 'an unknown key' },
  { headers: { authorization: 'Bearer denied' }, status: 403, why: 'a denied key' },
  { headers: { authorization: 'Bearer narrow' }, status: 403, why: 'a policy for another method' },
  { headers: { authorization: 'Bearer broken' }, status: 500, why: 'a failing authorizer' },
  { headers: { authorization: 'Bearer odd' }, status: 500, why: 'an answer without a policy' },
];

let api: FixtureApi;

beforeAll(async () => {
  api = await startFixtureApi(
    fixtureDefinition(
      [
        fixtureRoute('/model/{modelId}/converse', 'streamsEvent'),
        fixtureRoute('/stream', 'streams'),
        fixtureRoute('/empty', 'endsWithoutWriting'),
        fixtureRoute('/flood', 'floods'),
        fixtureRoute('/broken', 'breaksOff'),
        fixtureRoute('/echo', 'echo', { transferMode: 'BUFFERED', httpMethod: 'ANY' }),
        fixtureRoute('/fails', 'fails', { transferMode: 'BUFFERED' }),
        fixtureRoute('/exits', 'exits'),
        fixtureRoute('/hangs', 'hangs', { timeoutMs: 50 }),
        fixtureRoute('/odd', 'environment', { transferMode: 'BUFFERED' }),
        fixtureRoute('/busy', 'waits'),
        fixtureRoute('/open', 'echo', { transferMode: 'BUFFERED', authorizer: undefined }),
        fixtureRoute('/limited', 'echo', { transferMode: 'BUFFERED' }),
      ],
      {
        methodSettings: [{ httpMethod: 'POST', resourcePath: '/limited', rateLimit: 2, burstLimit: 3 }],
        accessLog: {
          logGroupName: 'access',
          format:
            '{"id":"$context.requestId","path":"$context.path","route":"$context.resourcePath","status":"$context.status","tenant":"$context.authorizer.tenant","agent":"$context.identity.userAgent","length":"$context.responseLength","error":"$context.error.responseType","time":"$context.requestTime","none":"$context.nothing"}',
        },
        gatewayResponses: [
          {
            responseType: 'THROTTLED',
            statusCode: 429,
            headers: { 'retry-after': "'1'", 'x-amzn-errortype': "'ThrottlingException'" },
            template: '{"message":"slow down"}',
          },
          {
            responseType: 'MISSING_AUTHENTICATION_TOKEN',
            statusCode: 404,
            headers: { 'x-amzn-errortype': "'ResourceNotFoundException'", 'x-id': 'context.requestId' },
            template: '{"message":$context.error.messageString,"id":"$context.requestId"}',
          },
          {
            responseType: 'DEFAULT_5XX',
            statusCode: undefined,
            headers: { 'x-own': "'yes'" },
            template: undefined,
          },
        ],
      },
    ),
    { waits: { reservedConcurrency: 0 }, exits: {}, hangs: {} },
  );
});

describe('proxy event', () => {
  it('carries everything API Gateway tells a function', async () => {
    const answer = await api.call({
      path: '/dev/model/us.amazon.nova-lite-v1%3A0/converse?a=1&b=2&a=3&c=%20x',
      headers: { ...GOOD, 'X-Custom': ['one', 'two'], 'User-Agent': 'test/1' },
      body: 'caf\u00e9',
    });

    const event = JSON.parse(answer.body);
    expect(event).toMatchObject({
      resource: '/model/{modelId}/converse',
      path: '/model/us.amazon.nova-lite-v1%3A0/converse',
      httpMethod: 'POST',
      pathParameters: { modelId: 'us.amazon.nova-lite-v1:0' },
      queryStringParameters: { a: '3', b: '2', c: ' x' },
      multiValueQueryStringParameters: { a: ['1', '3'], b: ['2'], c: [' x'] },
      stageVariables: null,
      isBase64Encoded: true,
      body: Buffer.from('caf\u00e9').toString('base64'),
      requestContext: {
        accountId: '123456789012',
        apiId: 'localapi00',
        stage: 'dev',
        path: '/dev/model/us.amazon.nova-lite-v1%3A0/converse',
        resourcePath: '/model/{modelId}/converse',
        httpMethod: 'POST',
        protocol: 'HTTP/1.1',
        requestTimeEpoch: 1795244445000,
        requestTime: '21/Nov/2026:07:00:45 +0000',
        identity: { sourceIp: '127.0.0.1', userAgent: 'test/1' },
        authorizer: { tenant: 'acme', number: '7', principalId: 'key-1' },
      },
    });
    expect(event.headers).toMatchObject({ 'X-Custom': 'two', 'X-Forwarded-For': '127.0.0.1' });
    expect(event.multiValueHeaders['X-Custom']).toEqual(['one', 'two']);
    expect(event.headers['X-Amzn-Trace-Id']).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/,
    );
    expect(event.requestContext.requestId).toBe(answer.headers['x-amzn-requestid']);
    expect(event.requestContext.extendedRequestId).toBe(answer.headers['x-amz-apigw-id']);
  });

  it('keeps an encoded slash inside its segment', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc';

    const answer = await api.call({ path: `/model/${encodeURIComponent(arn)}/converse`, headers: GOOD });

    expect(JSON.parse(answer.body)).toMatchObject({
      pathParameters: { modelId: arn },
      body: null,
      isBase64Encoded: false,
    });
  });

  it("keeps the caller's trace", async () => {
    const root = 'Root=1-69200000-0123456789abcdef01234567';

    const answer = await api.call({
      path: '/echo',
      headers: { ...GOOD, 'x-amzn-trace-id': `${root};Sampled=0` },
    });

    expect(answer.headers['x-amzn-trace-id']).toBe(root);
  });

  it('is the same over HTTP/2', async () => {
    const session = api.http2();
    const stream = session.request({
      ':method': 'POST',
      ':path': '/model/m/converse',
      authorization: 'Bearer good',
    });
    stream.end('hello');

    const [headers] = await once(stream, 'response');
    const event = JSON.parse(await text(stream));
    session.close();

    expect(headers[':status']).toBe(200);
    expect(event.requestContext.protocol).toBe('HTTP/2.0');
    expect(event.headers.Host).toBe(`127.0.0.1:${api.port}`);
    expect(Object.keys(event.headers).filter((name) => name.startsWith(':'))).toEqual([]);
  });
});

describe('answers', () => {
  it('passes on status, headers and a streamed body', async () => {
    const body = JSON.stringify({
      status: 418,
      headers: { 'X-Own': 'a', 'x-amzn-RequestId': 'from-bedrock' },
    });

    const answer = await api.call({ path: '/stream', headers: GOOD, body });

    expect(answer).toMatchObject({ status: 418, body: 'ab' });
    expect(answer.headers).toMatchObject({ 'x-own': 'a', 'x-amzn-requestid': 'from-bedrock' });
  });

  it('drops headers that belong to one connection', async () => {
    const headers = {
      Connection: 'close',
      'Transfer-Encoding': 'gzip',
      'Content-Length': '999',
      'x-amz-apigw-id': 'x',
    };

    const answer = await api.call({ path: '/stream', headers: GOOD, body: JSON.stringify({ headers }) });

    expect(answer.body).toBe('ab');
    expect(answer.headers['transfer-encoding']).toBe('chunked');
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.headers['x-amz-apigw-id']).not.toBe('x');
  });

  it('answers 502 to a header that HTTP does not allow', async () => {
    const body = JSON.stringify({ headers: { 'x-bad': 'a\r\nx-injected: 1' } });

    const answer = await api.call({ path: '/stream', headers: GOOD, body });

    expect(answer.status).toBe(502);
    expect(answer.headers['x-injected']).toBeUndefined();
  });

  it.each([
    { path: '/fails', what: 'throws' },
    { path: '/exits', what: 'exits' },
    { path: '/odd', what: 'returns something else than a proxy answer' },
    { path: '/empty', what: 'ends a stream without a write' },
  ])('answers 502 when the function $what', async ({ path }) => {
    const answer = await api.call({ path, headers: GOOD });

    expect(answer).toMatchObject({ status: 502, body: '{"message":"Internal server error"}' });
    expect(answer.headers['x-own']).toBe('yes');
  });

  it('fails the integration when no environment of the function is free', async () => {
    const answer = await api.call({ path: '/busy', headers: GOOD });

    expect(answer).toMatchObject({ status: 504, body: '{"message":"Internal server error"}' });
    expect(api.log.lines('access').at(-1)).toContain('"error":"INTEGRATION_FAILURE"');
  });

  it('answers 504 when the integration takes too long', async () => {
    const answer = await api.call({ path: '/hangs', headers: GOOD });

    expect(answer).toMatchObject({ status: 504, body: '{"message":"Endpoint request timed out"}' });
  });

  it('cuts the connection when the function dies in the middle of its answer', async () => {
    await expect(api.call({ path: '/broken', headers: GOOD })).rejects.toThrow(/aborted/);
  });

  it('resets an HTTP/2 stream when the function dies in the middle of its answer', async () => {
    const session = api.http2();
    const stream = session.request({ ':method': 'POST', ':path': '/broken', authorization: 'Bearer good' });
    stream.end();

    await expect(text(stream)).rejects.toThrow();
    session.close();
  });

  it.each(['/hangs', '/flood', '/echo'])(
    'survives callers of %s that leave at any moment, over HTTP/2',
    async (path) => {
      const session = api.http2();
      for (let leaving = 0; leaving < 20; leaving += 1) {
        const stream = session.request({ ':method': 'POST', ':path': path, authorization: 'Bearer good' });
        stream.on('error', () => undefined);
        stream.write('x');
        if (leaving % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
        stream.close(8);
      }
      session.close();

      const answer = await api.call({ path: '/echo', headers: GOOD });

      expect(answer.status).toBe(200);
    },
  );

  it('tells the function when the caller hangs up, and serves the next', async () => {
    const request = httpRequest({
      port: api.port,
      host: '127.0.0.1',
      path: '/flood',
      method: 'POST',
      headers: GOOD,
    });
    request.on('error', () => undefined);
    request.end();
    const [response] = await once(request, 'response');
    await once(response, 'readable');
    request.destroy();

    const [end] = await api.log.waitFor({
      source: 'floods',
      matches: (line) => /stream /.test(line),
      count: 1,
    });
    await api.log.waitFor({ source: 'floods', matches: REPORT, count: 1 });

    expect(end).toContain('closed early');
  });
});

describe('authorisation', () => {
  it.each(REFUSED)('answers $status to $why', async ({ headers, status }) => {
    const answer = await api.call({ path: '/echo', headers });

    expect(answer.status).toBe(status);
  });

  it('does not ask the authorizer without an identity', async () => {
    const before = api.log.lines('authorizes').length;

    await api.call({ path: '/echo' });

    expect(api.log.lines('authorizes')).toHaveLength(before);
  });

  it('needs none on an open route', async () => {
    const answer = await api.call({ path: '/open' });

    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).event.requestContext.authorizer).toBeUndefined();
  });

  it('keeps an answer for its time, per credential', async () => {
    const asked = (key: string) =>
      api.log.lines('authorizes').filter((line) => line.endsWith(`asked for ${key}`));
    const keys = ['Bearer good-a', 'Bearer good-b'];
    const callAll = () =>
      Promise.all(keys.map((authorization) => api.call({ path: '/echo', headers: { authorization } })));

    await callAll();
    await callAll();
    const counted = keys.map((key) => asked(key).length);
    api.clock.nowMs += 300_001;
    await callAll();

    expect(counted).toEqual([1, 1]);
    expect(keys.map((key) => asked(key).length)).toEqual([2, 2]);
  });

  it('asks once for requests of one credential at the same time', async () => {
    const headers = { authorization: 'Bearer good-together' };

    await Promise.all(Array.from({ length: 8 }, () => api.call({ path: '/echo', headers })));

    expect(api.log.lines('authorizes').filter((line) => line.endsWith('good-together'))).toHaveLength(1);
  });

  it('does not take a cached answer for a doubled header', async () => {
    await api.call({ path: '/echo', headers: GOOD });

    const answer = await api.call({
      path: '/echo',
      headers: { authorization: ['Bearer good', 'Bearer unknown'] },
    });

    expect(answer.status).toBe(401);
  });
});

describe('hostile targets', () => {
  const send = async (target: string, headers: string): Promise<string> => {
    const answer = await api.raw(
      `POST ${target} HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    return answer.split('\r\n')[0] ?? '';
  };
  const targets = [
    '//echo',
    '/dev//echo',
    '/echo/',
    '/./echo',
    '/open/../echo',
    '/open/%2e%2e/echo',
    '/open%2F..%2Fecho',
    '/%65cho',
    '/echo;x=1',
    '/echo%00',
    '/echo%',
    '/echo%zz',
    '/echo%c0%af',
    '/echo#fragment',
    '/echo#@open',
    '/ECHO',
    '/echo\\',
    'echo',
    '*',
    'http://evil.example/echo',
    'http://evil.example//echo',
    'http://user:pass@evil.example/open/../echo',
    '/dev/dev/echo',
    '/dev/%2fecho',
    '/model//converse',
    '/model/../converse',
    '/?/echo',
  ];

  it.each(targets)('%s: no way in without a key', async (target) => {
    const status = await send(target, '');

    expect(status).toMatch(/ (400|401|404) /);
  });

  it.each(targets)('%s: with a key the route of the canonical form, or none', async (target) => {
    const status = await send(target, 'Authorization: Bearer good\r\n');

    const isEcho = ['/%65cho', 'http://evil.example/echo'].includes(target);
    expect(status).toMatch(isEcho ? / 200 / : / (400|404) /);
  });
});

describe('limits', () => {
  it('answers 413 to a body over 10 MB without reading all of it into memory', async () => {
    const answer = await api.call({ path: '/echo', headers: GOOD, body: Buffer.alloc(11 * 1024 * 1024) });

    expect(answer.status).toBe(413);
  });

  it('answers 413 to a chunked body over 10 MB', async () => {
    const request = httpRequest({
      port: api.port,
      host: '127.0.0.1',
      path: '/echo',
      method: 'POST',
      headers: GOOD,
    });
    const response = once(request, 'response');
    for (let sent = 0; sent < 12; sent += 1) request.write(Buffer.alloc(1024 * 1024));
    request.end();

    const [{ statusCode }] = await response;

    expect(statusCode).toBe(413);
  });

  it("answers 413 to a body over Lambda's payload limit", async () => {
    const answer = await api.call({ path: '/echo', headers: GOOD, body: Buffer.alloc(5 * 1024 * 1024) });

    expect(answer.status).toBe(413);
  });

  it('answers 429 when the bucket of a method is empty, and fills it with time', async () => {
    const call = async () => (await api.call({ path: '/limited', headers: GOOD })).status;

    const burst = [await call(), await call(), await call(), await call()];
    const refused = await api.call({ path: '/limited', headers: GOOD });
    api.clock.nowMs += 500;
    const later = [await call(), await call()];

    expect(burst).toEqual([200, 200, 200, 429]);
    expect(refused.headers).toMatchObject({ 'retry-after': '1', 'x-amzn-errortype': 'ThrottlingException' });
    expect(refused.body).toBe('{"message":"slow down"}');
    expect(later).toEqual([200, 429]);
  });
});

describe('gateway responses and access log', () => {
  it('fills the template of a gateway response', async () => {
    const answer = await api.call({ path: '/nowhere' });

    expect(answer.status).toBe(404);
    expect(answer.headers['x-id']).toBe(answer.headers['x-amzn-requestid']);
    expect(JSON.parse(answer.body)).toEqual({
      message: 'Missing Authentication Token',
      id: answer.headers['x-amzn-requestid'],
    });
  });

  it('writes one line per request in the format of the template', async () => {
    const headers = { ...GOOD, 'User-Agent': 'quote"\\ $context.requestId' };
    const answer = await api.call({ path: '/dev/echo?secret=1', method: 'PUT', headers });
    const [line] = await api.log.waitFor({
      source: 'access',
      matches: (text) => text.includes(String(answer.headers['x-amzn-requestid'])),
      count: 1,
    });

    expect(JSON.parse(line ?? '')).toEqual({
      id: answer.headers['x-amzn-requestid'],
      path: '/dev/echo',
      route: '/echo',
      status: '200',
      tenant: 'acme',
      agent: 'quote"\\ $context.requestId',
      length: String(Buffer.byteLength(answer.body)),
      error: '-',
      time: expect.stringMatching(/^21\/Nov\/2026:07:\d\d:\d\d \+0000$/),
      none: '-',
    });
  });

  it('names the error in the line of a refused request', async () => {
    const answer = await api.call({ path: '/nowhere' });
    const [line] = await api.log.waitFor({
      source: 'access',
      matches: (text) => text.includes(String(answer.headers['x-amzn-requestid'])),
      count: 1,
    });

    expect(JSON.parse(line ?? '')).toMatchObject({
      status: '404',
      error: 'MISSING_AUTHENTICATION_TOKEN',
      route: '-',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { encodeException } from '#adapters/event-stream.ts';
import { CONVERSE_ANSWER, converseFrames } from '../../support/scripted-bedrock.ts';
import {
  type Answer,
  connectionReset,
  createFakeGateway,
  failure,
  json,
  MODEL,
  stream,
  unreachable,
} from './fake-gateway.ts';

const STREAM_ROUTE = '/model/{modelId}/converse-stream';
const answered = json(CONVERSE_ANSWER);
const frames = converseFrames('Hello there.');
const errorType = ({ headers }: Answer): string | undefined => headers['x-amzn-errortype'];

describe('retries', () => {
  it.each([
    ['ThrottlingException', failure(429, 'ThrottlingException')],
    ['ModelNotReadyException', failure(429, 'ModelNotReadyException')],
    ['InternalServerException', failure(500, 'InternalServerException')],
    ['ServiceUnavailableException', failure(503, 'ServiceUnavailableException')],
    ['ModelTimeoutException', failure(408, 'ModelTimeoutException')],
    ['ModelErrorException', failure(424, 'ModelErrorException')],
    ['an exception from the future with status 502', failure(502, 'NewException')],
    ['no connection', unreachable],
  ])('are made after %s', async (_title, reply) => {
    const gateway = createFakeGateway({}, [reply, answered]);

    const { status, record } = await gateway.call();

    expect(status).toBe(200);
    expect(gateway.requests).toHaveLength(2);
    expect(gateway.sleepsMs).toEqual([50]);
    expect(record).toMatchObject({ outcome: 'success', attempts: 2, resolvedModel: MODEL });
  });

  it.each([
    ['ValidationException', 400],
    ['AccessDeniedException', 403],
    ['ResourceNotFoundException', 404],
    ['ServiceQuotaExceededException', 400],
    ['ConflictException', 400],
  ])('are not made after %s, whose answer goes back as it came', async (name, status) => {
    const gateway = createFakeGateway({}, [failure(status, name, 'because'), answered]);

    const answer = await gateway.call();

    expect(gateway.requests).toHaveLength(1);
    expect(answer.status).toBe(status);
    expect(errorType(answer)).toBe(name);
    expect(answer.body.toString()).toBe('{"message":"because"}');
    expect(answer.record).toMatchObject({
      outcome: 'client_error',
      status,
      errorType: name,
      attempts: 1,
      requestId: 'bedrock-1',
      usage: { status: 'unknown', reason: 'no_response' },
    });
  });

  it.each(['ModelTimeoutException', 'ModelErrorException'])('are made once after %s', async (name) => {
    const gateway = createFakeGateway({ maxAttempts: 5 }, [failure(408, name)]);

    const { record } = await gateway.call();

    expect(gateway.requests).toHaveLength(2);
    expect(record?.attempts).toBe(2);
  });

  it('end with the last throttling, and the caller is told to wait', async () => {
    const gateway = createFakeGateway({}, [failure(429, 'ThrottlingException')]);

    const answer = await gateway.call();

    expect(gateway.requests).toHaveLength(3);
    expect(gateway.sleepsMs).toEqual([50, 100]);
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('1');
    expect(errorType(answer)).toBe('ThrottlingException');
    expect(answer.record).toMatchObject({ outcome: 'throttled', attempts: 3 });
  });

  it('keep the wait that Bedrock names', async () => {
    const throttled = json({}, { 'x-amzn-errortype': 'ThrottlingException', 'retry-after': '7' }, 429);
    const gateway = createFakeGateway({ maxAttempts: 1 }, [throttled]);

    const { headers } = await gateway.call();

    expect(headers['retry-after']).toBe('7');
  });

  it('are not made when the tokens of the day are used up', async () => {
    const gateway = createFakeGateway({}, [failure(429, 'ThrottlingException', 'Too many tokens per day')]);

    const { record } = await gateway.call();

    expect(record).toMatchObject({ outcome: 'throttled', attempts: 1 });
  });

  it('send the same bytes to the same path', async () => {
    const gateway = createFakeGateway({}, [unreachable, unreachable, answered]);

    await gateway.call({ body: ' {"messages": []}' });

    const sent = gateway.requests.map(({ path, body }) => `${path} ${Buffer.from(body)}`);
    expect(new Set(sent)).toEqual(new Set(['/model/amazon.nova-lite-v1%3A0/converse  {"messages": []}']));
  });

  it('answer in Bedrock’s shape when it cannot be reached at all', async () => {
    const gateway = createFakeGateway({}, [unreachable]);

    const answer = await gateway.call();

    expect(answer.status).toBe(503);
    expect(errorType(answer)).toBe('ServiceUnavailableException');
    expect(answer.record).toMatchObject({ outcome: 'server_error', attempts: 3, requestId: 'gateway-1' });
  });
});

describe('a stream', () => {
  it('that begins with an exception is tried again', async () => {
    const throttled = stream([encodeException('throttlingException', 'slow down')]);
    const gateway = createFakeGateway({}, [throttled, stream(frames)]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(frames))).toBe(true);
    expect(record).toMatchObject({ outcome: 'success', attempts: 2 });
  });

  it('that begins with an exception every time becomes an error answer', async () => {
    const throttled = stream([encodeException('throttlingException', 'slow down')]);
    const gateway = createFakeGateway({}, [throttled]);

    const answer = await gateway.call({ route: STREAM_ROUTE });

    expect(answer.status).toBe(429);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'retry-after': '1' });
    expect(errorType(answer)).toBe('ThrottlingException');
    expect(JSON.parse(answer.body.toString())).toEqual({ message: 'slow down' });
    expect(answer.record).toMatchObject({ outcome: 'throttled', attempts: 3 });
  });

  it('that breaks before its first frame is tried again', async () => {
    const broken = stream([Buffer.concat(frames).subarray(0, 10)], connectionReset());
    const gateway = createFakeGateway({}, [broken, stream(frames)]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(frames))).toBe(true);
    expect(record?.attempts).toBe(2);
  });

  it.each([
    ['nothing', []],
    ['a part of its first frame', [Buffer.concat(frames).subarray(0, 10)]],
  ])('that ends politely after %s is tried again', async (_title, chunks) => {
    const gateway = createFakeGateway({}, [stream(chunks), stream(frames)]);

    const { status, body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(status).toBe(200);
    expect(body.equals(Buffer.concat(frames))).toBe(true);
    expect(record).toMatchObject({ outcome: 'success', attempts: 2 });
  });

  it.each([
    ['ends', stream([])],
    ['breaks', stream([Buffer.concat(frames).subarray(0, 10)], connectionReset())],
  ])('that %s before its first frame every time becomes an error answer', async (_title, reply) => {
    const gateway = createFakeGateway({}, [reply]);

    const answer = await gateway.call({ route: STREAM_ROUTE });

    expect(answer.status).toBe(424);
    expect(errorType(answer)).toBe('ModelErrorException');
    expect(answer.headers['x-waymark-bedrock-request-id']).toBe('bedrock-1');
    expect(answer.record).toMatchObject({ outcome: 'aborted', status: 424, attempts: 3 });
  });

  it('is never tried again after its first frame', async () => {
    const broken = stream(frames.slice(0, 1), connectionReset());
    const gateway = createFakeGateway({}, [broken, stream(frames)]);

    const { record } = await gateway.call({ route: STREAM_ROUTE });

    expect(gateway.requests).toHaveLength(1);
    expect(record).toMatchObject({ outcome: 'aborted', attempts: 1 });
  });
});

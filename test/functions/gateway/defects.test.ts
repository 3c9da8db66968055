import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { converseReader } from '#functions/gateway/converse-reader.ts';
import { converseFrames, toFrame } from '../../support/scripted-bedrock.ts';
import { createFakeGateway, json, type Reply, stream } from './fake-gateway.ts';

const STREAM_ROUTE = '/model/{modelId}/converse-stream';
const guardrail = { identifier: 'gr1', version: '3' };
/** Not JSON, although it looks like it: the trace cannot be cut out of it. */
const BROKEN_JSON = '{"a\\q":1,"trace":{}}';
const frames = converseFrames('Hello there.');

afterEach(() => void vi.restoreAllMocks());

describe('an answer that cannot be freed of its trace', () => {
  it('goes back as it came and is recorded', async () => {
    const gateway = createFakeGateway({ guardrail }, [json(BROKEN_JSON)]);

    const { status, body, record } = await gateway.call();

    expect(status).toBe(200);
    expect(body.toString()).toBe(BROKEN_JSON);
    expect(record).toMatchObject({ status: 200, usage: { status: 'unknown', reason: 'invalid' } });
    expect(gateway.defects).toEqual([expect.any(SyntaxError)]);
  });

  it('goes back as it came from a stream too, without an exception at its end', async () => {
    const broken = toFrame('metadata', BROKEN_JSON);
    const sent = [...frames.slice(0, -1), broken, broken, ...frames.slice(-1)];
    const gateway = createFakeGateway({ guardrail }, [stream(sent)]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(sent))).toBe(true);
    expect(record).toMatchObject({ outcome: 'success', usage: { status: 'known', inputTokens: 7 } });
    expect(gateway.defects).toEqual([expect.any(SyntaxError)]);
  });
});

describe('a defect', () => {
  const defect = new TypeError('of our own');
  const fail = (): never => {
    throw defect;
  };

  it('in reading a whole answer costs the caller nothing', async () => {
    vi.spyOn(converseReader, 'observe').mockImplementation(fail);
    const gateway = createFakeGateway({}, [json('{"a":1}')]);

    const { status, body, record } = await gateway.call();

    expect([status, body.toString()]).toEqual([200, '{"a":1}']);
    expect(record).toMatchObject({ outcome: 'success', usage: { status: 'unknown', reason: 'invalid' } });
    expect(gateway.defects).toEqual([defect]);
  });

  it('in reading a stream costs the caller nothing and is reported once', async () => {
    const observer = converseReader.observeStream();
    vi.spyOn(converseReader, 'observeStream').mockReturnValue({ ...observer, push: fail });
    const gateway = createFakeGateway({}, [stream(frames)]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(frames))).toBe(true);
    expect(record?.outcome).toBe('success');
    expect(gateway.defects).toEqual([defect]);
  });

  it('before the answer becomes an InternalServerException', async () => {
    const broken: Reply = fail;
    const gateway = createFakeGateway({}, [broken]);

    const { status, headers, record } = await gateway.call();

    expect([status, headers['x-amzn-errortype']]).toEqual([500, 'InternalServerException']);
    expect(record).toMatchObject({ outcome: 'server_error', errorType: 'InternalServerException' });
    expect(gateway.defects).toEqual([defect]);
  });

  it('after the answer began ends it and is recorded with the status that was sent', async () => {
    const gateway = createFakeGateway({}, [stream(frames)]);
    const answer = Object.assign(new PassThrough(), { write: fail });

    const { done } = gateway.start({ route: STREAM_ROUTE }, answer);
    await Promise.all([buffer(answer), done]);

    expect(gateway.records).toMatchObject([
      { outcome: 'server_error', status: 200, errorType: 'InternalServerException' },
    ]);
    expect(gateway.defects).toEqual([defect]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Caps } from '#core/caps/caps.ts';
import { converseFrames } from '../../support/scripted-bedrock.ts';
import { body, KEY_ID, reservedTokens, STREAM_ROUTE, useCappedGateway } from './capped-gateway.ts';
import { failure, hang, json, type Reply, stream } from './fake-gateway.ts';

const createCapped = useCappedGateway();

describe('a call that is cut short', () => {
  const caps: Caps = { dailyTokens: 10_000 };
  const whole = { t21: reservedTokens(100), t: reservedTokens(100) };

  it('by its caller keeps its reservation, since nobody knows what it used', async () => {
    const frames = converseFrames('Hello there.').slice(0, 3);
    const { start, table, records } = await createCapped({
      replies: [stream(frames, undefined, { staysOpen: true })],
    });

    const { answer, done } = start({ route: STREAM_ROUTE, body: body(100), caps });
    answer.once('data', () => answer.destroy());
    await done;

    expect(records).toMatchObject([
      { outcome: 'aborted', cap: { outcome: 'admitted', charged: 'reservation' } },
    ]);
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });

  it('before it was sent costs nothing and counts as no attempt', async () => {
    let leave = (): void => undefined;
    const { start, requests, table, records } = await createCapped({
      wrap: (send) => async (request, signal) => {
        leave();
        return send(request, signal);
      },
    });

    const { answer, done } = start({ body: body(100), caps });
    leave = () => void answer.destroy();
    await done;

    expect(requests).toEqual([]);
    expect(records).toMatchObject([
      { outcome: 'aborted', attempts: 0, cap: { outcome: 'admitted', charged: 'nothing' } },
    ]);
    expect(records[0]).not.toHaveProperty('unpriced');
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 0, t: 0 });
  });

  it('by its deadline keeps it too', async () => {
    const { call, table } = await createCapped({ replies: [hang], callTimeoutMs: 400 });

    const { record } = await call({ body: body(100), caps });

    expect(record).toMatchObject({ outcome: 'timeout', cap: { charged: 'reservation' } });
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });

  it('by a broken stream keeps it', async () => {
    const frames = converseFrames('Hello there.').slice(0, 3);
    const { call, table } = await createCapped({ replies: [stream(frames, new Error('gone'))] });

    const { record } = await call({ route: STREAM_ROUTE, body: body(100), caps });

    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'reservation' });
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });

  it('by a defect of ours keeps it', async () => {
    const defect: Reply = () => {
      throw new TypeError('of our own');
    };
    const { call, table } = await createCapped({ replies: [defect] });

    const { record } = await call({ body: body(100), caps });

    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'reservation' });
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });

  it.each([
    ['throttles', failure(429, 'ThrottlingException', 'Too many tokens per day')],
    ['refuses', failure(400, 'ValidationException')],
    ['fails', failure(500, 'InternalServerException')],
  ])('is charged nothing when Bedrock %s it', async (_, reply) => {
    const { call, table } = await createCapped({ replies: [reply] });

    const { record } = await call({ body: body(100), caps });

    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'nothing' });
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 0, t: 0 });
  });

  it('keeps its reservation when an answer tells no usage', async () => {
    const { call, table } = await createCapped({ replies: [json({ output: {} })] });

    const { record } = await call({ body: body(100), caps });

    expect(record).toMatchObject({ outcome: 'success', cap: { charged: 'reservation' } });
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });
});

import { describe, expect, it } from 'vitest';
import type { SignedHttp } from '#adapters/signed-http.ts';
import type { Caps } from '#core/caps/caps.ts';
import { UpstreamError } from '#core/errors.ts';
import { answering, body, KEY_ID, reservedTokens, useCappedGateway } from './capped-gateway.ts';
import { OTHER_MODEL } from './fake-gateway.ts';

const createCapped = useCappedGateway();

describe('a model without a price', () => {
  const path = { modelId: OTHER_MODEL };

  it('is refused by name while a USD cap holds', async () => {
    const { call, requests, table } = await createCapped();

    const {
      status,
      headers,
      body: answer,
      record,
    } = await call({
      path,
      body: body(100),
      caps: { dailyUsd: 5 },
    });

    expect([status, headers['x-amzn-errortype']]).toEqual([403, 'AccessDeniedException']);
    expect(answer.toString()).toContain(`There is no price for ${OTHER_MODEL}`);
    expect(record?.cap).toEqual({ outcome: 'unpriced' });
    expect([requests.length, table.operations]).toEqual([0, []]);
  });

  it('goes on and is recorded as not counted when the settings allow it', async () => {
    const { call, table } = await createCapped({
      policy: { unpriced: 'allow' },
      replies: [answering(1, 2)],
    });

    const { status, record } = await call({ path, body: body(100), caps: { dailyUsd: 5 } });

    expect(status).toBe(200);
    expect(record).toMatchObject({
      unpriced: 'model_unknown',
      cap: { outcome: 'unpriced', charged: 'usage' },
    });
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 3 });
  });

  it('is no matter for a cap of tokens', async () => {
    const { call } = await createCapped({ replies: [answering(1, 2)] });

    const { record } = await call({ path, body: body(100), caps: { dailyTokens: 5_000 } });

    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'usage' });
  });
});

describe('counters that do not answer', () => {
  const caps: Caps = { dailyTokens: 10_000 };
  /** Fails the calls whose number `fails` accepts, counted from 1. */
  const breaking =
    (fails: (call: number) => boolean) =>
    (send: SignedHttp): SignedHttp => {
      let calls = 0;
      return (request, signal) => {
        calls += 1;
        return fails(calls)
          ? Promise.reject(new UpstreamError('No answer from dynamodb', { retryable: true }))
          : send(request, signal);
      };
    };

  it('let a call pass that is counted, and charged at its end when they answer again', async () => {
    const wrap = breaking((call) => call === 1);
    const { call, table, capDefects } = await createCapped({ wrap, replies: [answering(1, 2)] });

    const { status, record } = await call({ body: body(100), caps });

    expect([status, record?.cap]).toEqual([200, { outcome: 'unchecked', charged: 'usage' }]);
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 3 });
    expect(capDefects).toEqual([]);
  });

  it('refuse it with status 503 when the settings say so', async () => {
    const { call, requests } = await createCapped({
      wrap: breaking(() => true),
      policy: { onFailure: 'refuse' },
    });

    const { status, headers, record } = await call({ body: body(100), caps });

    expect([status, headers['x-amzn-errortype']]).toEqual([503, 'ServiceUnavailableException']);
    expect(record).toMatchObject({ outcome: 'server_error', cap: { outcome: 'unchecked' } });
    expect(requests).toEqual([]);
  });

  it('leave the reservation where it is when only the end fails', async () => {
    const { call, table } = await createCapped({
      wrap: breaking((call) => call === 2),
      replies: [answering(1, 2)],
    });

    const { status, record } = await call({ body: body(100), caps });

    expect([status, record?.cap]).toEqual([200, { outcome: 'admitted', charged: 'failed' }]);
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: reservedTokens(100) });
  });
});

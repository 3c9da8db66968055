import { describe, expect, it } from 'vitest';
import type { Caps } from '#core/caps/caps.ts';
import { answering, body, KEY_ID, reservedTokens, useCappedGateway } from './capped-gateway.ts';
import { MODEL, type Reply } from './fake-gateway.ts';

const createCapped = useCappedGateway();
const MINUTE_MS = 60_000;
/** Room for one call at a time. */
const caps: Caps = { dailyTokens: 2 * reservedTokens(100) - 1 };

/** Answers when it is told to. */
function waiting(): { readonly reply: Reply; readonly go: () => void } {
  let go = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    go = resolve;
  });
  return {
    reply: async (signal) => {
      await opened;
      return answering(20, 30)(signal);
    },
    go: () => go(),
  };
}

describe('a cap that calls under way hold', () => {
  it('refuses as throttling, to be tried again in seconds, and says so', async () => {
    const { reply, go } = waiting();
    const { start, call, requests } = await createCapped({ replies: [reply] });
    const first = start({ body: body(100), caps });
    first.answer.resume();
    await expect.poll(() => requests.length).toBe(1);

    const { status, headers, body: answer, record } = await call({ body: body(100), caps });
    go();
    await first.done;

    expect(status).toBe(429);
    expect(headers).toMatchObject({ 'x-amzn-errortype': 'ThrottlingException', 'retry-after': '5' });
    expect(headers).not.toHaveProperty('x-should-retry');
    expect(headers).not.toHaveProperty('x-waymark-cap-reset');
    expect(JSON.parse(answer.toString()).message).toContain(
      `0 tokens are used and ${reservedTokens(100)} tokens reserved by calls under way; `,
    );
    expect(record).toMatchObject({
      status: 429,
      outcome: 'client_error', // no quota of Bedrock's
      errorType: 'ThrottlingException',
      cap: { outcome: 'refused', by: 'key.dailyTokens' },
    });
  });

  it('tells an AWS SDK how long to wait as well, since it is seconds', async () => {
    const { reply, go } = waiting();
    const { start, call, requests } = await createCapped({ replies: [reply] });
    const first = start({ body: body(100), caps });
    first.answer.resume();
    await expect.poll(() => requests.length).toBe(1);

    const { headers } = await call({ body: body(100), caps, headers: { 'amz-sdk-request': 'attempt=1' } });
    go();
    await first.done;

    expect(headers['retry-after']).toBe('5');
  });

  it('is a rate limit to OpenAI’s clients, not a quota that is used up', async () => {
    const { reply, go } = waiting();
    const { start, call, requests } = await createCapped({ replies: [reply] });
    const first = start({ body: body(100), caps });
    first.answer.resume();
    await expect.poll(() => requests.length).toBe(1);

    const { status, body: answer } = await call({
      route: '/v1/chat/completions',
      path: {},
      body: { model: MODEL, messages: [{ role: 'user', content: 'Hi' }], max_tokens: 250 },
      caps: { dailyTokens: 450 },
    });
    go();
    await first.done;

    expect(status).toBe(429);
    expect(JSON.parse(answer.toString()).error).toMatchObject({
      type: 'rate_limit_error',
      code: 'rate_limit_exceeded',
    });
  });

  it('has room again when they have ended', async () => {
    const { reply, go } = waiting();
    const { start, call, requests } = await createCapped({ replies: [reply, answering(1, 2)] });
    const first = start({ body: body(100), caps });
    first.answer.resume();
    await expect.poll(() => requests.length).toBe(1);
    const refused = await call({ body: body(100), caps });
    go();
    await first.done;

    const next = await call({ body: body(100), caps });

    expect([refused.status, next.status]).toEqual([429, 200]);
  });

  it('takes a call at once when they end while it is being refused', async () => {
    const { reply, go } = waiting();
    let firstEnds = async (): Promise<void> => undefined;
    const { start, call, requests, table } = await createCapped({
      replies: [reply, answering(1, 2)],
      wrap: (send) => async (request, signal) => {
        if (request.headers['x-amz-target']?.endsWith('.GetItem')) await firstEnds();
        return send(request, signal);
      },
    });
    const first = start({ body: body(100), caps });
    first.answer.resume();
    await expect.poll(() => requests.length).toBe(1);
    firstEnds = async () => {
      go();
      await first.done;
    };

    const { status } = await call({ body: body(100), caps });

    expect(status).toBe(200);
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 53, t: 53 });
  });
});

describe('a function that dies in the middle of a call', () => {
  /** The function is gone: nobody reads the answer, nobody settles. */
  const never: Reply = () => new Promise(() => undefined);
  const start = Date.parse('2026-11-21T23:50:00Z');

  it('holds its reservation until no call of its time can be under way, and then no longer', async () => {
    let nowMs = start;
    const monthly: Caps = { monthlyTokens: caps.dailyTokens };
    const {
      start: begin,
      call,
      requests,
      table,
    } = await createCapped({
      replies: [never, answering(1, 2)],
      now: () => nowMs,
      callTimeoutMs: 3_600_000,
    });
    begin({ body: body(100), caps: monthly });
    await expect.poll(() => requests.length).toBe(1);

    nowMs = start + 15 * MINUTE_MS;
    const early = await call({ body: body(100), caps: monthly });
    nowMs = start + 21 * MINUTE_MS; // on the next day
    const late = await call({ body: body(100), caps: monthly });

    expect([early.status, late.status]).toEqual([429, 200]);
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 0, t22: 3, t: 3 });
    expect(await table.sums(KEY_ID)).not.toHaveProperty('r6046t'); // its slot
  });

  it('keeps nobody out when many of its like have died', async () => {
    let nowMs = start - 12 * 60 * MINUTE_MS;
    const {
      start: begin,
      call,
      requests,
    } = await createCapped({
      replies: [never],
      now: () => nowMs,
      callTimeoutMs: 3_600_000,
    });
    const many: Caps = { dailyTokens: 20 * reservedTokens(100) };
    for (let call = 0; call < 20; call += 1) {
      begin({ body: body(100), caps: many });
      await expect.poll(() => requests.length).toBe(call + 1);
      nowMs += MINUTE_MS;
    }

    const full = await call({ body: body(100), caps: many });
    nowMs += 21 * MINUTE_MS;
    begin({ body: body(100), caps: many });

    expect(full.status).toBe(429);
    await expect.poll(() => requests.length).toBe(21);
  });
});

describe('the item of a counter', () => {
  it('is rid of slots that have lapsed by one write in a while, so that it does not grow', async () => {
    let nowMs = Date.parse('2026-11-21T00:00:00Z');
    const { call, table } = await createCapped({ replies: [answering(1, 2)], now: () => nowMs });
    const slots: number[] = [];

    for (let calls = 0; calls < 60; calls += 1) {
      await call({ body: body(100), caps: { dailyTokens: 1_000_000 } });
      const sums = await table.sums(KEY_ID);
      slots.push(Object.keys(sums).filter((name) => /^r\d+t$/.test(name)).length);
      nowMs += 5 * MINUTE_MS;
    }

    expect(Math.max(...slots)).toBeLessThanOrEqual(12);
    expect(table.operations.filter((name) => name === 'UpdateItem').length).toBeLessThanOrEqual(60 * 2 + 10);
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 180 });
  });
});

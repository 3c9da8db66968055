import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '#core/invocation/record.ts';
import { createHandler } from '#functions/feedback/handler.ts';

const RATING = { requestId: '00000000-0000-4000-8000-000000000001', rating: 'negative', reason: 'too_long' };
/** Largest body that is taken, in bytes. */
const LIMIT = 4_096;

/** The handler between a caller and a sink that remembers. */
function createFeedback() {
  const records: FeedbackRecord[] = [];
  const handler = createHandler({
    sink: { writeFeedback: (record) => void records.push(record) },
    clock: { now: () => Date.parse('2026-11-21T10:11:12.345Z') },
    stage: 'test',
  });
  const rate = async (
    body: string | null,
    { isBase64Encoded = false, requestContext = { authorizer: { tenant: 'acme' } } as object } = {},
  ) => {
    const { statusCode, headers, body: answer } = await handler({ body, isBase64Encoded, requestContext });
    return { statusCode, errorType: headers['x-amzn-errortype'], answer: JSON.parse(answer) };
  };
  return { rate, records };
}

describe('feedback', () => {
  it('is recorded for the tenant of the key', async () => {
    const { rate, records } = createFeedback();

    const { statusCode, answer } = await rate(JSON.stringify(RATING));

    expect([statusCode, answer]).toEqual([202, { status: 'recorded' }]);
    expect(records).toEqual([
      {
        schemaVersion: 1,
        receivedAt: '2026-11-21T10:11:12.345Z',
        stage: 'test',
        tenant: 'acme',
        ...RATING,
      },
    ]);
  });

  it('is read from base64 as well', async () => {
    const { rate, records } = createFeedback();

    await rate(Buffer.from(JSON.stringify(RATING)).toString('base64'), { isBase64Encoded: true });

    expect(records).toMatchObject([RATING]);
  });

  it('belongs to the role that signed where there are no keys', async () => {
    const { rate, records } = createFeedback();
    const userArn = 'arn:aws:sts::123456789012:assumed-role/App/session';

    await rate(JSON.stringify(RATING), { requestContext: { identity: { userArn } } });

    expect(records).toMatchObject([{ tenant: 'app' }]);
  });

  it('without an identity is refused', async () => {
    const { rate, records } = createFeedback();

    const { statusCode, errorType } = await rate(JSON.stringify(RATING), { requestContext: {} });

    expect([statusCode, errorType]).toEqual([403, 'AccessDeniedException']);
    expect(records).toEqual([]);
  });

  it.each([
    ['one byte over the limit', `${JSON.stringify(RATING)}${' '.repeat(LIMIT)}`.slice(0, LIMIT + 1), 413],
    ['of the limit', `${JSON.stringify(RATING)}${' '.repeat(LIMIT)}`.slice(0, LIMIT), 202],
    ['over the limit in bytes, not characters', `"${'ä'.repeat(LIMIT / 2)}"`, 413],
  ])('%s is answered by its size', async (_title, body, status) => {
    const { rate, records } = createFeedback();

    const { statusCode, errorType, answer } = await rate(body);

    expect(statusCode).toBe(status);
    expect(errorType).toBe(status === 413 ? 'ValidationException' : undefined);
    if (status === 413) expect(answer.message).toContain(`feedback takes ${LIMIT}`);
    expect(records).toHaveLength(status === 413 ? 0 : 1);
  });

  it.each([
    ['no body', null, /requestId/],
    ['no JSON', '{"requestId"', /JSON object/],
    ['another rating', JSON.stringify({ ...RATING, rating: 'great' }), /"positive" or "negative"/],
    ['prose as a reason', JSON.stringify({ ...RATING, reason: 'It said: canary' }), /must be a code/],
    ['an unknown member', JSON.stringify({ ...RATING, tenant: 'rival' }), /nothing else/],
    ['a request id that is none', JSON.stringify({ ...RATING, requestId: '../x' }), /request id/],
  ])('with %s is refused by what is wrong, without quoting it', async (_title, body, message) => {
    const { rate, records } = createFeedback();

    const { statusCode, errorType, answer } = await rate(body);

    expect([statusCode, errorType]).toEqual([400, 'ValidationException']);
    expect(answer.message).toMatch(message);
    expect(answer.message).not.toContain('canary');
    expect(records).toEqual([]);
  });
});

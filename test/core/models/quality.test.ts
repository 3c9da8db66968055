import { describe, expect, it } from 'vitest';
import { qualityOf, ratedCallQueries } from '#core/models/quality.ts';
import { A, B } from './samples.ts';

const rated = (count: number, positive: number, id = 'call') =>
  Array.from({ length: count }, (_, index) => ({
    requestId: `${id}-${index}`,
    rating: index < positive ? 'positive' : 'negative',
  }));
const callsOf = (model: string, count: number, id = 'call') =>
  Array.from({ length: count }, (_, index) => ({
    requestId: `${id}-${index}`,
    gatewayRequestId: `gateway-${index}`,
    model,
  }));

describe('the quality of a model', () => {
  it('is the share of positive ratings of its own answers, by either id of a call', () => {
    const ratings = [
      ...rated(20, 15),
      { requestId: 'gateway-3', rating: 'negative' },
      ...rated(9, 9, 'other'),
    ];
    const calls = [
      ...callsOf(A, 20),
      ...callsOf(B, 9, 'other').map((call) => ({ ...call, gatewayRequestId: 'x' })),
    ];

    expect(qualityOf(`us.${A}`, ratings, calls)).toEqual({
      status: 'known',
      value: { positive: 15, negative: 6, positivePercent: { status: 'known', value: (15 / 21) * 100 } },
    });
  });

  it('is no share below twenty ratings, and unknown without any', () => {
    expect(qualityOf(A, rated(19, 19), callsOf(A, 19))).toMatchObject({
      value: { positive: 19, positivePercent: { status: 'unknown', reason: expect.stringContaining('20') } },
    });
    expect(qualityOf(A, rated(30, 30), callsOf(B, 30))).toMatchObject({ status: 'unknown' });
  });
});

describe('queries for the calls of ratings', () => {
  it('hold every id once, in queries that Logs Insights takes', () => {
    const ids = rated(1_000, 0, '5c0f3c52-6f2b-4a51-9c0e-0d6f0c2b');
    const queries = ratedCallQueries([...ids, ...ids]);

    expect(queries).toHaveLength(10);
    for (const query of queries) expect(query.length).toBeLessThan(10_000);
    for (const { requestId } of ids) expect(queries.join('')).toContain(`"${requestId}"`);
  });

  it('hold nothing that could leave its quotes', () => {
    const ratings = [{ requestId: 'a"] or 1 = 1', rating: 'positive' }];

    expect(ratedCallQueries(ratings)).toEqual([]);
  });
});

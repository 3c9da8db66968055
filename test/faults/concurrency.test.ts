import { describe, expect, it } from 'vitest';
import { callModel, converseBody, errorOf } from '../support/converse-call.ts';
import { useLocalStack } from '../support/local-stack.ts';

const CALLS = 200;
const CONCURRENCY = 20;

/** API Gateway's rate lets the calls pass that follow a burst; they last longer than the gateway has room for. */
const CROWDED = {
  waymark: {
    stages: {},
    defaults: {
      throttling: { rateLimit: 10_000, burstLimit: CONCURRENCY },
      reservedConcurrency: { gateway: CONCURRENCY },
    },
  },
};

describe('more calls at once than the gateway has concurrency', () => {
  const underTest = useLocalStack({}, () => ({ context: CROWDED }));

  it('are each answered by the model, or refused with 429 and a time to come back', async () => {
    const body = converseBody('Take your time. [[latency:ms=2000]]');

    const answers = await Promise.all(Array.from({ length: CALLS }, () => callModel(underTest(), body)));

    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThanOrEqual(CALLS - 2 * CONCURRENCY);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
    for (const answer of refused) {
      expect(errorOf(answer).type).toBe('ThrottlingException');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    const access = underTest().stack.logLines('access').join('\n');
    expect(access).toContain('INTEGRATION_FAILURE'); // Lambda refused some of them, not API Gateway all
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '#core/signals/catalogue.ts';
import { feedbackSamples, invocationSamples } from '#core/signals/samples.ts';
import { anyInvocationRecord, feedbackRecord, invocationRecord } from '../invocation/sample-records.ts';

const values = (samples: ReturnType<typeof invocationSamples>) =>
  Object.fromEntries(samples.map(({ metricName, value }) => [metricName, value]));
const m = catalogue;

describe('invocationSamples', () => {
  it('reports a successful call', () => {
    const samples = invocationSamples(invocationRecord());

    expect(values(samples)).toEqual({
      [m.requests.metricName]: 1,
      [m.successes.metricName]: 1,
      [m.latency.metricName]: 1234.5,
      [m.upstreamLatency.metricName]: 1230.1,
      [m.inputTokens.metricName]: 1234,
      [m.outputTokens.metricName]: 567,
      [m.guardrailEvaluations.metricName]: 1,
      [m.identifiedPrompts.metricName]: 1,
      [m.versionedPrompts.metricName]: 1,
    });
    expect(samples[0]?.dimensionSets).toEqual([
      { Stage: 'dev' },
      { Stage: 'dev', Model: 'anthropic.claude-sonnet-4-5-20250929-v1:0' },
    ]);
  });

  it.each([
    ['client_error', m.clientErrors],
    ['throttled', m.throttles],
    ['server_error', m.serverErrors],
    ['timeout', m.timeouts],
    ['aborted', m.aborts],
    ['guardrail_intervened', m.guardrailInterventions],
  ] as const)('counts the outcome %s, and not as a success', (outcome, row) => {
    const reported = values(invocationSamples(invocationRecord({ outcome })));

    expect(reported[row.metricName]).toBe(1);
    expect(reported[m.successes.metricName]).toBeUndefined();
  });

  it.each([
    [{ outcome: 'server_error' }, 1],
    [{ outcome: 'throttled' }, 1],
    [{ outcome: 'timeout' }, 1],
    [{ emptyResponse: true }, 1],
    [{}, undefined],
    [{ outcome: 'client_error' }, undefined],
    [{ outcome: 'aborted' }, undefined],
    [{ outcome: 'guardrail_intervened' }, undefined],
  ] as const)('counts a call with %j as failed: %s', (changes, count) => {
    expect(values(invocationSamples(invocationRecord(changes)))[m.failedCalls.metricName]).toBe(count);
  });

  it('says nothing of tokens that are not known, but counts that they are missing', () => {
    const usage = { status: 'unknown', reason: 'absent' } as const;

    const reported = values(invocationSamples(invocationRecord({ usage })));

    expect(reported[m.inputTokens.metricName]).toBeUndefined();
    expect(reported[m.outputTokens.metricName]).toBeUndefined();
    expect(reported[m.usageMissing.metricName]).toBe(1);
  });

  it('reports a cost and what the cache saved, also a free call and a cache that cost more', () => {
    const priced = values(invocationSamples(invocationRecord({ costUsd: 0, cacheSavedUsd: -0.001 })));

    expect(priced[m.cost.metricName]).toBe(0);
    expect(priced[m.cacheSaved.metricName]).toBe(-0.001);
    expect(priced[m.unpricedCalls.metricName]).toBeUndefined();
  });

  it('counts a call without a price and gives it none', () => {
    const reported = values(invocationSamples(invocationRecord({ unpriced: 'model_unknown' })));

    expect(reported[m.unpricedCalls.metricName]).toBe(1);
    expect(reported[m.cost.metricName]).toBeUndefined();
    expect(reported[m.cacheSaved.metricName]).toBeUndefined();
  });

  it('counts retries, fallbacks, tools, the cache and findings', () => {
    const counts = [
      { policy: 'contentPolicy', type: 'PROMPT_ATTACK', action: 'BLOCKED', side: 'input', count: 2 },
      { policy: 'sensitiveInformationPolicy', type: 'EMAIL', action: 'ANONYMIZED', side: 'output', count: 3 },
    ] as const;
    const record = invocationRecord({
      attempts: 3,
      fallbackFrom: 'amazon.nova-pro-v1:0',
      emptyResponse: true,
      toolCalls: 2,
      toolErrors: 1,
      timeToFirstTokenMs: 0,
      usage: {
        status: 'known',
        inputTokens: 0,
        outputTokens: 0,
        cacheReadInputTokens: 9,
        cacheWriteInputTokens: 8,
      },
      guardrail: { identifier: 'gr1', version: '1', origin: 'stack', counts: [...counts] },
    });

    const reported = values(invocationSamples(record));

    expect(reported).toMatchObject({
      [m.retries.metricName]: 2,
      [m.fallbacks.metricName]: 1,
      [m.emptyResponses.metricName]: 1,
      [m.toolCalls.metricName]: 2,
      [m.toolErrors.metricName]: 1,
      [m.timeToFirstToken.metricName]: 0,
      [m.inputTokens.metricName]: 0,
      [m.cacheReadInputTokens.metricName]: 9,
      [m.cacheWriteInputTokens.metricName]: 8,
      [m.promptAttacks.metricName]: 2,
      [m.sensitiveInformationFindings.metricName]: 3,
    });
  });

  it('counts a retried call apart from its attempts, and whether it recovered', () => {
    const recovered = values(invocationSamples(invocationRecord({ attempts: 4 })));
    const lost = values(invocationSamples(invocationRecord({ attempts: 4, outcome: 'throttled' })));

    const atOnce = values(invocationSamples(invocationRecord({ attempts: 1 })));

    expect([recovered, lost, atOnce].map((reported) => reported[m.retriedSuccesses.metricName])).toEqual([
      1,
      0,
      undefined,
    ]);
  });

  it('counts a fallback that was answered apart from one that failed too', () => {
    const fallbackFrom = 'amazon.nova-pro-v1:0';
    const answered = values(invocationSamples(invocationRecord({ fallbackFrom })));
    const failed = values(invocationSamples(invocationRecord({ fallbackFrom, outcome: 'server_error' })));

    expect([answered, failed].map((reported) => reported[m.fallbacks.metricName])).toEqual([1, 1]);
    expect([answered, failed].map((reported) => reported[m.fallbackSuccesses.metricName])).toEqual([
      1,
      undefined,
    ]);
  });

  it.each([
    ['BLOCKED', 2],
    ['NONE', undefined],
  ])('tells a prompt attack whose action is %s from one that was found only', (action, blocked) => {
    const count = {
      policy: 'contentPolicy',
      type: 'PROMPT_ATTACK',
      action,
      side: 'input',
      count: 2,
    } as const;
    const guardrail = { identifier: 'gr1', version: '1', origin: 'stack', counts: [count] } as const;
    const reported = values(
      invocationSamples(invocationRecord({ guardrail: { ...guardrail, counts: [...guardrail.counts] } })),
    );

    expect(reported[m.promptAttacks.metricName]).toBe(2);
    expect(reported[m.promptAttacksBlocked.metricName]).toBe(blocked);
  });

  it('counts a grounding score whether it was high enough or not, and no other policy', () => {
    const counted = (policy: 'contextualGroundingPolicy' | 'topicPolicy', action: string) =>
      values(
        invocationSamples(
          invocationRecord({
            guardrail: {
              identifier: 'gr1',
              version: '1',
              origin: 'stack',
              counts: [{ policy, type: 'GROUNDING', action, side: 'output', count: 1 }],
            },
          }),
        ),
      )[m.groundingChecks.metricName];

    expect(counted('contextualGroundingPolicy', 'PASSED')).toBe(1);
    expect(counted('contextualGroundingPolicy', 'BLOCKED')).toBe(1);
    expect(counted('topicPolicy', 'BLOCKED')).toBeUndefined();
  });

  it.each([
    [{ id: 'order-status', version: '7' }, 1, 1],
    [{ id: 'order-status', version: 'DRAFT' }, 1, undefined],
    [{ id: 'order-status' }, 1, undefined],
    [{ version: '7', systemHash: '00' }, undefined, undefined],
    [undefined, undefined, undefined],
  ])('reads from the prompt %j whether it is managed and pinned', (prompt, identified, versioned) => {
    const reported = values(invocationSamples(invocationRecord({ prompt })));

    expect(reported[m.identifiedPrompts.metricName]).toBe(identified);
    expect(reported[m.versionedPrompts.metricName]).toBe(versioned);
  });

  it('counts a guardrail only where an answer came through it', () => {
    const count = (changes: Parameters<typeof invocationRecord>[0]) =>
      values(invocationSamples(invocationRecord(changes)))[m.guardrailEvaluations.metricName];

    expect(count({})).toBe(1);
    expect(count({ outcome: 'guardrail_intervened' })).toBe(1);
    expect(count({ outcome: 'throttled' })).toBeUndefined();
    expect(count({ guardrail: undefined })).toBeUndefined();
  });

  it('counts no retry for a call that was refused before the first attempt', () => {
    const reported = values(invocationSamples(invocationRecord({ attempts: 0, outcome: 'client_error' })));

    expect(reported[m.retries.metricName]).toBeUndefined();
  });

  it('reports finite numbers of zero or more, each metric once, and exactly one outcome', () => {
    const outcomes = [
      m.successes,
      m.clientErrors,
      m.throttles,
      m.serverErrors,
      m.timeouts,
      m.aborts,
      m.guardrailInterventions,
    ].map(({ metricName }): string => metricName);
    fc.assert(
      fc.property(anyInvocationRecord(), (record) => {
        const samples = invocationSamples(record);

        const isCounted = ({ metricName }: { readonly metricName: string }) =>
          metricName !== m.cacheSaved.metricName; // a cache may cost more than it saves
        expect(samples.every(({ value }) => Number.isFinite(value))).toBe(true);
        expect(samples.filter(isCounted).every(({ value }) => value >= 0)).toBe(true);
        expect(new Set(samples.map(({ metricName }) => metricName)).size).toBe(samples.length);
        expect(samples.filter(({ metricName }) => outcomes.includes(metricName))).toHaveLength(1);
        for (const { dimensionSets } of samples) expect(dimensionSets[0]).toEqual({ Stage: record.stage });
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('leaves out a latency of %s', (latencyMs) => {
    expect(values(invocationSamples(invocationRecord({ latencyMs })))[m.latency.metricName]).toBeUndefined();
  });
});

describe('feedbackSamples', () => {
  it('counts a positive rating as one that is not negative, so that the average is the share of those', () => {
    expect(values(feedbackSamples(feedbackRecord({ rating: 'positive' })))).toEqual({
      [m.feedbackPositive.metricName]: 1,
      [m.feedbackNegative.metricName]: 0,
    });
  });

  it('reports a negative rating per stage', () => {
    expect(feedbackSamples(feedbackRecord({ rating: 'negative' }))).toEqual([
      {
        metricName: m.feedbackNegative.metricName,
        unit: 'Count',
        value: 1,
        dimensionSets: [{ Stage: 'dev' }],
      },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { toWrittenForm } from '#core/invocation/written-form.ts';
import { invocationRecord } from './sample-records.ts';

const BESIDE = {
  _aws: { Timestamp: Date.parse('2026-11-21T10:11:13.580Z') },
  Successes: 1,
  Stage: 'dev',
  Operation: 'Converse',
  Model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  Latency: 1234.5,
  UpstreamLatency: 1230.1,
  InputTokenCount: 1234,
  OutputTokenCount: 567,
};

describe('toWrittenForm', () => {
  it('leaves out what stands beside the record, what follows from it and what is ordinary', () => {
    expect(toWrittenForm(invocationRecord({ prompt: undefined }), BESIDE)).toEqual({
      requestId: '6f2b0c5e-9d64-4a0f-8f4e-0d6a7c2f9b11',
      gatewayRequestId: '0b9d3a72-58a1-4c5b-b1d2-7f0c3e6a4d55',
      traceId: '1-67891233-abcdef012345678912345678',
      tenant: 'team-checkout',
      application: 'checkout-assistant',
      feature: 'order-status',
      requestedModel: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      region: 'us-east-1',
      outcome: 'success',
      stopReason: 'end_turn',
      guardrail: { identifier: 'abcd1234efgh', version: '1' },
    });
  });

  it('keeps what differs from that', () => {
    const unusual = {
      stage: 'prod',
      route: '/other',
      stream: true,
      attempts: 0,
      toolCalls: 2,
      latencyMs: 7,
      status: 206,
      startedAt: '2026-11-21T10:11:12.344Z',
    };
    const counts = [
      { policy: 'wordPolicy', type: 'PROFANITY', action: 'BLOCKED', side: 'input', count: 1 },
    ] as const;
    const guardrail = { identifier: 'gr1', version: '2', origin: 'caller' as const, counts: [...counts] };

    const written = toWrittenForm(
      invocationRecord({ ...unusual, guardrail, usage: { status: 'unknown', reason: 'absent' } }),
      BESIDE,
    );

    expect(written).toMatchObject({
      ...unusual,
      guardrail,
      usage: { status: 'unknown', reason: 'absent' },
    });
  });

  it('keeps everything that has a value when nothing stands beside it', () => {
    const { stream, attempts, emptyResponse, toolCalls, toolErrors, tenantMismatch, ...told } =
      invocationRecord();
    const { schemaVersion, usage, guardrail, ...members } = told;

    expect(toWrittenForm(invocationRecord(), {})).toEqual({
      ...members,
      usage: { status: 'known', inputTokens: 1234, outputTokens: 567 },
      guardrail: { identifier: 'abcd1234efgh', version: '1' },
    });
  });
});

import { describe, expect, test } from 'vitest';
import { EvidenceFailure, toUnknown } from '#adapters/evidence/failure.ts';
import { serviceFailure } from '../../support/stub-client.ts';

const ACTION = 'bedrock:ListGuardrails';

describe('toUnknown', () => {
  test.each([
    ['AccessDeniedException', 403, 'denied'],
    ['AccessDeniedException', 400, 'denied'],
    ['AccessDenied', 403, 'denied'],
    ['AuthorizationError', 403, 'denied'],
    ['UnauthorizedOperation', 403, 'denied'],
    ['Forbidden', 403, 'denied'],
    ['ThrottlingException', 400, 'throttled'],
    ['Throttled', 429, 'throttled'],
    ['TooManyRequestsException', 429, 'throttled'],
    ['RequestLimitExceeded', 503, 'throttled'],
    ['ExpiredTokenException', 403, 'failed'],
    ['InvalidSignatureException', 403, 'failed'],
    ['UnrecognizedClientException', 403, 'failed'],
    ['ValidationException', 400, 'failed'],
    ['InternalServerException', 500, 'failed'],
  ] as const)('%s (%i) is %s', (name, status, reason) => {
    const reading = toUnknown(serviceFailure(name, status), ACTION);

    expect(reading).toMatchObject({ status: 'unknown', reason });
    expect(reading.permission).toBe(reason === 'denied' ? ACTION : undefined);
    expect(reading.detail).toBe(`${ACTION}: AWS answered ${name} (HTTP ${status}).`);
  });

  test('a connection that fails is told by its code', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443'), { code: 'ECONNREFUSED' });

    expect(toUnknown(error, ACTION)).toEqual({
      status: 'unknown',
      reason: 'failed',
      detail: `${ACTION} got no answer: ECONNREFUSED.`,
    });
  });

  test.each([new Error('secret'), 'secret', { name: 'secret' }])('shows nothing of %o', (thrown) => {
    expect(toUnknown(thrown, ACTION).detail).not.toContain('secret');
  });

  test('a name that is no code is not shown', () => {
    expect(toUnknown(serviceFailure('<b>no code</b>', 500), ACTION).detail).toContain('unknown error');
  });

  test('keeps the reading of a call that named its own action', () => {
    const reading = toUnknown(serviceFailure('AccessDeniedException', 403), 'iam:GetRole');

    expect(toUnknown(new EvidenceFailure(reading, undefined), ACTION)).toBe(reading);
  });
});

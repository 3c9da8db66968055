import { describe, expect, it } from 'vitest';
import { classifyFailure, exceptionName } from '#core/bedrock/exceptions.ts';

describe('exceptionName', () => {
  it.each([
    ['ThrottlingException', 'ThrottlingException'],
    ['ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/', 'ThrottlingException'],
    ['throttlingException', 'ThrottlingException'],
    ['com.amazonaws.bedrock#ValidationException', 'ValidationException'],
    [' ModelErrorException ', 'ModelErrorException'],
    ['', undefined],
    [undefined, undefined],
  ])('takes %j for %s', (text, expected) => {
    expect(exceptionName(text)).toBe(expected);
  });
});

describe('classifyFailure', () => {
  it.each([
    ['ThrottlingException', 429, 'retry', 'throttled', false],
    ['ModelNotReadyException', 429, 'retry', 'throttled', false],
    ['InternalServerException', 500, 'retry', 'server_error', true],
    ['ServiceUnavailableException', 503, 'retry', 'server_error', true],
    ['ModelTimeoutException', 408, 'once', 'timeout', true],
    ['ModelErrorException', 424, 'once', 'server_error', true],
    ['ModelStreamErrorException', 424, 'retry', 'server_error', true],
    ['ServiceQuotaExceededException', 400, 'never', 'client_error', false],
    ['ValidationException', 400, 'never', 'client_error', false],
    ['AccessDeniedException', 403, 'never', 'client_error', false],
    ['ResourceNotFoundException', 404, 'never', 'client_error', false],
    ['ConflictException', 400, 'never', 'client_error', false],
  ])('knows %s: status %i, %s, %s, breaks %s', (name, status, retry, outcome, breaks) => {
    const failure = classifyFailure({ name, status: 599 });

    expect(failure).toEqual({ status, retry, outcome, breaks });
  });

  it.each([
    [429, 'retry', 'throttled'],
    [408, 'once', 'timeout'],
    [500, 'retry', 'server_error'],
    [504, 'retry', 'server_error'],
    [400, 'never', 'client_error'],
    [418, 'never', 'client_error'],
    [302, 'never', 'client_error'],
  ])('goes by the status %i of an exception it does not know', (status, retry, outcome) => {
    const failure = classifyFailure({ name: 'BrandNewException', status });

    expect(failure).toMatchObject({ status, retry, outcome });
  });

  it.each(['constructor', '__proto__', 'toString', undefined])(
    'does not take %s for an exception',
    (name) => {
      expect(classifyFailure({ name, status: 503 })).toMatchObject({ status: 503, outcome: 'server_error' });
    },
  );

  it('does not retry when the tokens of the day are used up', () => {
    const failure = classifyFailure({
      name: 'ThrottlingException',
      status: 429,
      message: 'Too many tokens per day, please wait before trying again.',
    });

    expect(failure).toMatchObject({ retry: 'never', outcome: 'throttled' });
  });
});

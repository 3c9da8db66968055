import { describe, expect, it } from 'vitest';
import { ConfigurationError, InvalidInputError, UpstreamError, WaymarkError } from '#core/errors.ts';

const cause = new Error('below');

describe('WaymarkError', () => {
  it.each([
    [new InvalidInputError('a', { cause }), 'InvalidInputError', 'invalid_input'],
    [new ConfigurationError('b', { cause }), 'ConfigurationError', 'configuration'],
    [new UpstreamError('c', { cause, retryable: true }), 'UpstreamError', 'upstream'],
  ])('%s carries its name, code and cause', (error, name, code) => {
    expect(error).toBeInstanceOf(WaymarkError);
    expect(error).toMatchObject({ name, code, cause });
  });
});

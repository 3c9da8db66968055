import { describe, expect, it } from 'vitest';
import { synthesise } from './support.ts';

describe('invocation logging', () => {
  it.each([
    ['dev', { invocationLogging: { mode: 'manage' } }],
    ['prod', { invocationLogging: { mode: 'manage', overwrite: true, concurrency: 'none' } }],
    ['dev', { invocationLogging: { mode: 'adopt' } }],
  ])('passes the packs in %s with %j', (stage, settings) => {
    expect(() => synthesise(settings, stage)).not.toThrow();
  });
});

import { describe, expect, it } from 'vitest';
import { HELP, readOptions } from '#scripts/bench/gateway/options.ts';

describe('readOptions', () => {
  it('measures everything when nothing is said', () => {
    expect(readOptions([])).toEqual({
      help: false,
      json: false,
      document: false,
      calls: 5_000,
      skipPortkey: false,
      skipLocal: false,
      soak: 100_000,
      starts: 15,
    });
  });

  it('measures less with --quick, but as much as another option says', () => {
    expect(readOptions(['--quick'])).toMatchObject({ calls: 600, soak: 10_000, starts: 5 });
    expect(readOptions(['--calls', '900', '--soak=0', '--quick'])).toMatchObject({ calls: 900, soak: 0 });
  });

  it.each([
    {
      commandLine: ['--calls', '99'],
      message: '--calls is "99"; it takes a whole number from 100 to 1000000.',
    },
    {
      commandLine: ['--soak', '1e3'],
      message: '--soak is "1e3"; it takes a whole number from 0 to 1000000.',
    },
    { commandLine: ['--fast'], message: /--fast.*See --help/ },
    { commandLine: ['twice'], message: /twice.*See --help/ },
  ])('refuses $commandLine by name', ({ commandLine, message }) => {
    expect(() => readOptions(commandLine)).toThrow(message);
  });

  it('explains every option', () => {
    for (const name of ['quick', 'calls', 'soak', 'skip-local', 'skip-portkey', 'json', 'document', 'help'])
      expect(HELP).toContain(`--${name} `);
  });
});

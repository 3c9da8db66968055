import { describe, expect, it } from 'vitest';
import { HELP, readOptions } from '#scripts/bench/maturity/options.ts';

describe('readOptions', () => {
  it('measures three sizes of account when nothing is said', () => {
    expect(readOptions([])).toEqual({
      help: false,
      json: false,
      document: false,
      series: [10, 1_000, 10_000],
      starts: 15,
      evaluations: 500,
    });
  });

  it('measures less with --quick, but the accounts that another option names', () => {
    expect(readOptions(['--quick'])).toMatchObject({ series: [10, 1_000], starts: 3 });
    expect(readOptions(['--series', '7', '--quick'])).toMatchObject({ series: [7], starts: 3 });
  });

  it.each([
    {
      commandLine: ['--series', '10,0'],
      message: '--series has "0"; it takes whole numbers from 1 to 50000',
    },
    { commandLine: ['--series', '10,'], message: '--series has ""' },
    { commandLine: ['--series', '50001'], message: '--series has "50001"' },
    { commandLine: ['--fast'], message: /--fast.*See --help/ },
    { commandLine: ['twice'], message: /twice.*See --help/ },
  ])('refuses $commandLine by name', ({ commandLine, message }) => {
    expect(() => readOptions(commandLine)).toThrow(message);
  });

  it('explains every option', () => {
    for (const name of ['quick', 'series', 'json', 'document', 'help']) expect(HELP).toContain(`--${name} `);
  });
});

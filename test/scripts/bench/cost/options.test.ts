import { describe, expect, it } from 'vitest';
import { HELP, readOptions } from '#scripts/bench/cost/options.ts';

describe('readOptions', () => {
  it('measures, and assumes 3 s, two models, ten keys and no free tier, when nothing is said', () => {
    expect(readOptions([])).toEqual({
      help: false,
      json: false,
      document: false,
      assumptions: { modelSeconds: 3, models: 2, keys: 10 },
      hasFreeTier: false,
      isRecorded: false,
      records: false,
    });
  });

  it('takes other assumptions', () => {
    const line = ['--model-seconds', '0.5', '--models', '7', '--keys', '1', '--free-tier', '--quick'];

    expect(readOptions(line)).toMatchObject({
      assumptions: { modelSeconds: 0.5, models: 7, keys: 1 },
      hasFreeTier: true,
      isRecorded: true,
    });
  });

  it.each([
    { commandLine: ['--model-seconds', '0'], message: '--model-seconds is "0"; it takes a number above 0' },
    { commandLine: ['--model-seconds', ''], message: '--model-seconds is ""' },
    { commandLine: ['--model-seconds', '891'], message: 'up to 890' },
    { commandLine: ['--models', '1.5'], message: '--models is "1.5"; it takes a whole number' },
    { commandLine: ['--keys', '0'], message: '--keys is "0"' },
    { commandLine: ['--quick', '--record'], message: '--quick and --record exclude each other' },
    { commandLine: ['--cheap'], message: /--cheap.*See --help/ },
  ])('refuses $commandLine by name', ({ commandLine, message }) => {
    expect(() => readOptions(commandLine)).toThrow(message);
  });

  it('explains every option', () => {
    const names = [
      'model-seconds',
      'models',
      'keys',
      'free-tier',
      'quick',
      'record',
      'json',
      'document',
      'help',
    ];
    for (const name of names) expect(HELP).toContain(`--${name} `);
  });
});

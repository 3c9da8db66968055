import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '#core/errors.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import type { SignalDefinition } from '#core/signals/definition.ts';
import { replaceBetween, toTable } from '#scripts/docs/markdown.ts';
import { renderSignals, withSignals } from '#scripts/docs/render-signals.ts';
import { PROJECT_FOLDER, readDocument } from './document.ts';

const SCRIPT = ['--import', 'tsx', 'scripts/docs/signal-table.ts'];
const run = (option: string) =>
  promisify(execFile)(process.execPath, [...SCRIPT, option], { cwd: PROJECT_FOLDER });

describe('the signal table of docs/records.md', () => {
  it('is current', () => {
    const document = readDocument('docs/records.md');

    expect(withSignals(document)).toBe(document);
  });

  it('has a row for every signal of the catalogue', () => {
    const table = renderSignals(Object.values(catalogue));

    for (const row of Object.values<SignalDefinition>(catalogue))
      expect(table).toContain(row.kind === 'metric' ? `| \`${row.metricName}\` |` : `| ${row.title} |`);
  });

  it('groups rows by their dimensions and counts the series of both kinds', () => {
    const table = renderSignals([catalogue.requests, catalogue.retries, catalogue.feedbackPositive]);

    expect(table.match(/^Namespace .*$/gm)).toEqual([
      'Namespace `Waymark`, dimensions `Stage` and `Stage, Model`:',
      'Namespace `Waymark`, dimensions `Stage`:',
    ]);
    expect(table).toContain('At most 3 time series per stage and 1 more for each model in use.');
  });

  it('is accepted by --check', async () => {
    await expect(run('--check')).resolves.toMatchObject({ stderr: '' });
  });

  it('says how to use it with --help', async () => {
    await expect(run('--help')).resolves.toMatchObject({ stdout: expect.stringContaining('--check') });
  });

  it('ends with how to use it, and what it does not know, for --write=no', async () => {
    await expect(run('--write=no')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Not an option: --write=no.*--check/s),
    });
  });
});

describe('text between markers', () => {
  it('is replaced and the rest stays', () => {
    const text = 'before\n<!-- x:start -->\nold\n<!-- x:end -->\nafter';

    expect(replaceBetween(text, 'x', 'new')).toBe('before\n<!-- x:start -->\nnew\n<!-- x:end -->\nafter');
  });

  it.each(['', '<!-- x:start -->', '<!-- x:end --><!-- x:start -->'])(
    'needs both markers in order: %j',
    (text) => {
      expect(() => replaceBetween(text, 'x', 'new')).toThrow(InvalidInputError);
    },
  );
});

describe('a table', () => {
  it('keeps a bar inside a cell', () => {
    expect(toTable({ titles: ['a'], rows: [['b|c']] })).toBe('| a |\n| --- |\n| b\\|c |');
  });
});

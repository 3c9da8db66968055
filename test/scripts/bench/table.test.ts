import { describe, expect, it } from 'vitest';
import { formatNumber, formatTable } from '#scripts/bench/table.ts';

describe('formatTable', () => {
  it('is Markdown whose columns line up', () => {
    const table = formatTable(
      [{ title: 'path', align: 'left' }, { title: 'ms' }],
      [
        ['raw', '0.1'],
        ['gateway', '12.5'],
      ],
    );

    expect(table.split('\n')).toEqual([
      '| path    |   ms |',
      '| :------ | ---: |',
      '| raw     |  0.1 |',
      '| gateway | 12.5 |',
    ]);
  });

  it('leaves a missing cell empty', () => {
    expect(formatTable([{ title: 'one' }, { title: 'two' }], [['1']]).split('\n')[2]).toBe('|   1 |     |');
  });
});

describe('formatNumber', () => {
  it('has a fixed count of decimals, and a dash for nothing', () => {
    expect(formatNumber(1.005, 1)).toBe('1.0');
    expect(formatNumber(0, 3)).toBe('0.000');
    expect(formatNumber(undefined, 3)).toBe('-');
  });
});

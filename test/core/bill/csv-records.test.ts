import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvRecords, MAX_RECORD_LENGTH, readFields } from '#core/bill/csv-records.ts';

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const recordsOf = (pieces: readonly string[]): readonly string[] => {
  const found: string[] = [];
  const records = createCsvRecords((record) => void found.push(record));
  for (const piece of pieces) records.push(piece);
  records.end();
  return found;
};

describe('records of CSV', () => {
  it.each([
    ['a,b\n1,2\n', ['a,b', '1,2']],
    ['a,b\r\n1,2', ['a,b', '1,2']],
    ['a\n\n\nb', ['a', 'b']],
    ['"a\nb",2\n3,4', ['"a\nb",2', '3,4']],
    ['"a ""b\n"" c",2\nx', ['"a ""b\n"" c",2', 'x']],
    ['', []],
  ])('of %j are %j', (text, expected) => {
    expect(recordsOf([text])).toEqual(expected);
  });

  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['a,,', ['a', '', '']],
    ['', ['']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a ""b"" c",""', ['a "b" c', '']],
    ['a "b" c,d', ['a "b" c', 'd']],
    ['"not closed', ['not closed']],
  ])('have fields: %j', (record, fields) => {
    if (record !== '"not closed') expect(readFields(record)).toEqual(fields);
    else expect(() => readFields(record)).not.toThrow();
  });

  it('are the same in whatever pieces the text comes', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', ' ') });
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.array(fc.nat(40), { maxLength: 8 }), (table, cuts) => {
        const text = table.map((row) => row.map(quoted).join(',')).join('\n');
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b)];
        const pieces = places.map((place, index) => text.slice(place, places[index + 1]));

        expect(recordsOf(pieces).map(readFields)).toEqual(table);
      }),
    );
  });

  it('are never read without an end, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const record of recordsOf([text])) expect(readFields(record).length).toBeGreaterThan(0);
      }),
    );
    const endless = createCsvRecords(() => undefined);
    expect(() => endless.push(`"${'a'.repeat(MAX_RECORD_LENGTH)}`)).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS, RECORD_DEFAULTS, USAGE_DEFAULTS } from '#core/invocation/defaults.ts';
import { InvocationRecord, OUTCOMES } from '#core/invocation/record.ts';
import { codeOf, readDocument, readTable } from './document.ts';

const page = readDocument('docs/records.md');
const members = readTable(page, '## The record');

describe('docs/records.md', () => {
  it('says which members of a record its line leaves out', () => {
    const cells = readTable(page, '## What a line leaves out').map(([cell]) => cell);
    const named = [
      ...Object.keys(RECORD_DEFAULTS),
      ...Object.keys(GUARDRAIL_DEFAULTS).map((name) => `guardrail.${name}`),
      'guardrail.counts',
      ...Object.keys(USAGE_DEFAULTS).map((name) => `usage.${name}`),
    ];

    for (const member of named) expect(cells.join()).toContain(`\`${member}\``);
  });

  it('lists every member of the record, in its order', () => {
    expect(members.map(([cell]) => codeOf(cell))).toEqual(Object.keys(InvocationRecord.shape));
  });

  it('names every outcome', () => {
    const row = members.find(([cell]) => codeOf(cell) === 'outcome');

    for (const outcome of OUTCOMES) expect(row?.[1]).toContain(`\`${outcome}\``);
  });
});

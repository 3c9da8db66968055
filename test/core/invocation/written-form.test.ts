import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvocationRecord } from '#core/invocation/record.ts';
import { withoutDefaults } from '#core/invocation/written-form.ts';
import { anyInvocationRecord, invocationRecord } from './sample-records.ts';

describe('withoutDefaults', () => {
  it('leaves out what reading fills in again', () => {
    const written = withoutDefaults(invocationRecord({ application: undefined, toolCalls: 2 }));

    expect(Object.keys(written)).not.toContain('stream');
    expect(Object.keys(written)).not.toContain('toolErrors');
    expect(Object.keys(written)).not.toContain('application');
    expect(written).toMatchObject({ toolCalls: 2, attempts: 1 });
  });

  it('reads back as the same record', () => {
    fc.assert(
      fc.property(anyInvocationRecord(), (record) => {
        const read = InvocationRecord.parse(JSON.parse(JSON.stringify(withoutDefaults(record))));

        expect(read).toEqual(JSON.parse(JSON.stringify(record)));
      }),
    );
  });
});

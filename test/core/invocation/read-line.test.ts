import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInvocationLine } from '#core/invocation/read-line.ts';
import { toWrittenForm } from '#core/invocation/written-form.ts';
import { invocationSamples } from '#core/signals/samples.ts';
import { anyInvocationRecord, invocationRecord } from './sample-records.ts';

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('readInvocationLine', () => {
  it('reads back every record, whatever of its metrics stands beside it', () => {
    fc.assert(
      fc.property(anyInvocationRecord(), fc.infiniteStream(fc.boolean()), (record, isBeside) => {
        const samples = invocationSamples(record).map(
          ({ metricName, value }) => [metricName, value] as const,
        );
        const dimensions = { Stage: record.stage, Operation: record.operation, Model: record.resolvedModel };
        const beside = Object.fromEntries(
          [...Object.entries(dimensions), ...samples].filter(() => isBeside.next().value),
        );
        const line = asJson({ invocation: toWrittenForm(record, beside), ...beside });

        expect(readInvocationLine(line)).toEqual(asJson(record));
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads a line whose record says everything itself', () => {
    const record = invocationRecord();

    expect(readInvocationLine(asJson({ invocation: record, Stage: 'other', Latency: 1 }))).toEqual(record);
  });

  it.each([
    ['no object', 'invocation'],
    ['a line without a record', { message: 'defect', level: 'ERROR' }],
    ['a record that is none', { invocation: 'x' }],
    ['a record without its operation', { invocation: { ...invocationRecord(), operation: undefined } }],
    [
      'metrics that are no numbers',
      { invocation: { ...invocationRecord(), latencyMs: undefined }, Latency: 'x' },
    ],
  ])('refuses %s', (_title, line) => {
    expect(() => readInvocationLine(asJson(line))).toThrow();
  });
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { createRecordSink, FEEDBACK_MESSAGE, INVOCATION_MESSAGE } from '#adapters/record-log.ts';
import { FeedbackRecord, InvocationRecord } from '#core/invocation/record.ts';
import { NAMESPACE } from '#core/signals/catalogue.ts';
import { invocationSamples } from '#core/signals/samples.ts';
import { anyInvocationRecord, feedbackRecord, invocationRecord } from '../core/invocation/sample-records.ts';

/** One line of a call with every label: 1,494 bytes when this was written. */
const MAX_LINE_BYTES = 1_600;

const written: string[] = [];

/** A line as CloudWatch reads it: the directive, and the values beside it. */
const Line = z.looseObject({
  _aws: z.object({
    Timestamp: z.int(),
    CloudWatchMetrics: z.tuple([
      z.strictObject({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.strictObject({ Name: z.string(), Unit: z.string() })),
      }),
    ]),
  }),
});
const lastLine = (): Record<string, unknown> => JSON.parse(written.at(-1) ?? '');
const lastDocument = () => Line.parse(lastLine());
const lastMetrics = () => lastDocument()._aws.CloudWatchMetrics[0];

beforeEach(() => {
  written.length = 0;
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'gateway');
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((line: string) => void written.push(line));
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(
        ...String(chunk)
          .split('\n')
          .filter((line) => line !== ''),
      );
      return true;
    });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('writeInvocation', () => {
  it('writes one line that reads back as the record', () => {
    const record = invocationRecord({ application: 'a\r\nb\u0000"\u2028' });

    createRecordSink({ stage: 'dev' }).writeInvocation(record);

    expect(written).toHaveLength(1);
    expect(written[0]).not.toMatch(/\p{Cc}/u);
    expect(lastLine()).toMatchObject({ level: 'INFO', message: INVOCATION_MESSAGE, service: 'gateway' });
    expect(InvocationRecord.parse(lastLine().invocation)).toEqual(record);
  });

  it('is an EMF document with the dimension sets of the catalogue', () => {
    const record = invocationRecord();

    createRecordSink({ stage: 'dev' }).writeInvocation(record);

    const line = lastLine();
    const { Namespace, Dimensions, Metrics } = lastMetrics();
    expect(Namespace).toBe(NAMESPACE);
    expect(Dimensions.map((names) => names.toSorted())).toEqual([['Stage'], ['Model', 'Operation', 'Stage']]);
    expect(line).toMatchObject({ Stage: 'dev', Operation: 'Converse', Model: record.resolvedModel });
    const samples = invocationSamples(record);
    expect(Metrics).toEqual(samples.map(({ metricName, unit }) => ({ Name: metricName, Unit: unit })));
    expect(samples.every(({ metricName, value }) => line[metricName] === value)).toBe(true);
  });

  it('holds for every record: one line, the record and its metrics, nothing of the one before', () => {
    const sink = createRecordSink({ stage: 'dev' });
    fc.assert(
      fc.property(anyInvocationRecord(), (record) => {
        written.length = 0;

        sink.writeInvocation(record);

        expect(written).toHaveLength(1);
        expect(InvocationRecord.parse(lastLine().invocation)).toEqual(JSON.parse(JSON.stringify(record)));
        const names = lastMetrics().Metrics.map(({ Name }) => Name);
        expect(names).toEqual(invocationSamples(record).map(({ metricName }) => metricName));
        expect(lastMetrics().Dimensions).toHaveLength(2);
      }),
    );
  });

  it('keeps a typical line below the goal', () => {
    createRecordSink({ stage: 'dev' }).writeInvocation(invocationRecord());

    expect(Buffer.byteLength(`${written[0]}\n`)).toBeLessThanOrEqual(MAX_LINE_BYTES);
  });

  it('never throws: a record that cannot be written is reported without its content', () => {
    const hostile = invocationRecord();
    vi.spyOn(JSON, 'stringify').mockImplementationOnce(() => {
      throw new TypeError('canary-4711\n    at canary');
    });

    expect(() => createRecordSink({ stage: 'dev' }).writeInvocation(hostile)).not.toThrow();

    expect(lastLine()).toMatchObject({ level: 'ERROR', message: 'defect', errorName: 'TypeError' });
    expect(written.join('')).not.toContain('canary');
  });
});

describe('writeFeedback', () => {
  it('writes one line with the record and its metric per stage', () => {
    const record = feedbackRecord({ rating: 'negative', reason: 'too_long' });

    createRecordSink({ stage: 'dev' }).writeFeedback(record);

    expect(written).toHaveLength(1);
    expect(lastLine().message).toBe(FEEDBACK_MESSAGE);
    expect(FeedbackRecord.parse(lastLine().feedback)).toEqual(record);
    expect(lastMetrics()).toMatchObject({ Dimensions: [['Stage']], Metrics: [{ Unit: 'Count' }] });
  });
});

describe('reportDefect', () => {
  it('says where, not what', () => {
    createRecordSink({ stage: 'dev' }).reportDefect(new RangeError('canary-4711'));

    expect(lastLine()).toMatchObject({ message: 'defect', errorName: 'RangeError' });
    expect(lastLine().frames).not.toHaveLength(0);
    expect(written.join('')).not.toContain('canary');
  });

  it('survives a thrown text', () => {
    createRecordSink({ stage: 'dev' }).reportDefect('canary-4711');

    expect(written.join('')).not.toContain('canary');
  });
});

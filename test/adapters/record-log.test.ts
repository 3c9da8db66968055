import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { createRecordSink, FEEDBACK_MESSAGE, INVOCATION_MESSAGE } from '#adapters/record-log.ts';
import { readInvocationLine } from '#core/invocation/read-line.ts';
import { FeedbackRecord, type InvocationRecord } from '#core/invocation/record.ts';
import { NAMESPACE } from '#core/signals/namespace.ts';
import { invocationSamples } from '#core/signals/samples.ts';
import { anyInvocationRecord, feedbackRecord, invocationRecord } from '../core/invocation/sample-records.ts';

/** A call that a guardrail stopped for one finding. */
const FOUND: Partial<InvocationRecord> = {
  outcome: 'guardrail_intervened',
  stopReason: 'guardrail_intervened',
  guardrail: {
    identifier: 'abcd1234efgh',
    version: '1',
    origin: 'stack',
    counts: [{ policy: 'contentPolicy', type: 'PROMPT_ATTACK', action: 'BLOCKED', side: 'input', count: 1 }],
  },
};

const written: string[] = [];

/** A line as CloudWatch reads it: the directive, and the values beside it. */
const Line = z.looseObject({
  _aws: z.object({
    Timestamp: z.int(),
    CloudWatchMetrics: z.array(
      z.strictObject({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.strictObject({ Name: z.string(), Unit: z.optional(z.string()) })),
      }),
    ),
  }),
});
const lastLine = (): Record<string, unknown> => JSON.parse(written.at(-1) ?? '');
const lastDocument = () => Line.parse(lastLine());
/** Metric names and units by the dimension sets that they have. */
const lastMetrics = () =>
  new Map(
    lastDocument()._aws.CloudWatchMetrics.map(({ Namespace, Dimensions, Metrics }) => {
      expect(Namespace).toBe(NAMESPACE);
      return [Dimensions.map((names) => names.toSorted().join()).join(' and '), Metrics] as const;
    }),
  );
const BY_STAGE = 'Stage';
const BY_MODEL = 'Stage and Model,Stage';
/** What the catalogue says of the record's metrics, in the same form. */
const expectedOf = (record: InvocationRecord) =>
  new Map(
    [BY_MODEL, BY_STAGE].map((sets) => [
      sets,
      invocationSamples(record)
        .filter(({ dimensionSets }) => dimensionSets.length > 1 === (sets === BY_MODEL))
        .map(({ metricName, unit }) => ({ Name: metricName, ...(unit !== 'None' && { Unit: unit }) })),
    ]),
  );

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
    expect(lastLine()).toMatchObject({ message: INVOCATION_MESSAGE });
    expect(readInvocationLine(lastLine())).toEqual(record);
  });

  it('is an EMF document with the dimension sets of the catalogue', () => {
    const record = invocationRecord();

    createRecordSink({ stage: 'dev' }).writeInvocation(record);

    const line = lastLine();
    expect(line).toMatchObject({ Stage: 'dev', Operation: 'Converse', Model: record.resolvedModel });
    expect(lastMetrics()).toEqual(expectedOf(record));
    const samples = invocationSamples(record);
    expect(samples.every(({ metricName, value }) => line[metricName] === value)).toBe(true);
  });

  it('belongs to the moment at which the call ended, whenever it is written', () => {
    createRecordSink({ stage: 'dev' }).writeInvocation(
      invocationRecord({ startedAt: '2026-11-21T10:11:12.345Z', latencyMs: 1234.5 }),
    );

    expect(new Date(lastDocument()._aws.Timestamp).toISOString()).toBe('2026-11-21T10:11:13.580Z');
  });

  it('holds for every record: one line, the record and its metrics, nothing of the one before', () => {
    const sink = createRecordSink({ stage: 'dev' });
    fc.assert(
      fc.property(anyInvocationRecord(), (record) => {
        written.length = 0;

        sink.writeInvocation(record);

        expect(written).toHaveLength(1);
        expect(readInvocationLine(lastLine())).toEqual(JSON.parse(JSON.stringify(record)));
        const expected = [...expectedOf(record)].filter(([, metrics]) => metrics.length > 0);
        expect(lastMetrics()).toEqual(new Map(expected));
      }),
    );
  });

  // The goal is 1.2 KB (1,229 bytes). Every metric beside the record takes 60 to 75 of them, name and unit included.
  it.each<readonly [string, Partial<InvocationRecord>, number]>([
    ['without labels', { application: undefined, feature: undefined, prompt: undefined }, 1_126],
    ['with every label', {}, 1_393],
    ['with every label and a guardrail finding', FOUND, 1_692],
  ])('writes a call %s in no more bytes than were measured', (_title, changes, measuredBytes) => {
    createRecordSink({ stage: 'dev' }).writeInvocation(invocationRecord(changes));

    expect(Buffer.byteLength(`${written[0]}\n`)).toBeLessThanOrEqual(measuredBytes);
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
    expect(lastMetrics()).toEqual(new Map([[BY_STAGE, [{ Name: 'FeedbackNegative', Unit: 'Count' }]]]));
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

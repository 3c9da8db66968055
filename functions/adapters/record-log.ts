import type { FeedbackRecord, InvocationRecord } from '#core/invocation/record.ts';
import { type Members, toEndMs, toWrittenForm } from '#core/invocation/written-form.ts';
import { feedbackSamples, invocationSamples, type MetricSample } from '#core/signals/samples.ts';
import type { RecordSink } from '#functions/ports.ts';
import { createLineLogger } from './line-logger.ts';
import { createMetricDocuments } from './metric-document.ts';

/** Message of a call's log line. */
export const INVOCATION_MESSAGE = 'invocation';
/** Message of a feedback log line; the words that the maturity document's Logs Insights query looks for. */
export const FEEDBACK_MESSAGE = 'UserFeedback';

/**
 * Writes each record as one log line that is both a structured record and an Embedded Metric Format document:
 * the metrics of a call and its record cannot disagree or get lost apart, and the line is written once.
 */
export function createRecordSink({ stage }: { readonly stage: string }): RecordSink {
  const logger = createLineLogger();
  const toDocument = createMetricDocuments(stage);

  const reportDefect = (error: unknown): void => {
    const { name, message, stack = '' } = error instanceof Error ? error : new Error('thrown value');
    const frames = stack.slice(stack.indexOf(message) + message.length); // a stack begins with the message
    logger.error('defect', { errorName: name, frames: frames.match(/^\s+at .*$/gm)?.slice(0, 10) });
  };
  const write = ({ message, atMs, samples, named, print, toFields }: Line): void => {
    try {
      const beside = { ...toDocument({ atMs, samples }), ...named };
      print(message, { ...toFields(beside), ...beside });
    } catch (error) {
      reportDefect(error);
    }
  };
  return {
    writeInvocation: (record: InvocationRecord) =>
      write({
        message: INVOCATION_MESSAGE,
        atMs: toEndMs(record),
        samples: invocationSamples(record),
        named: { Operation: record.operation },
        print: (message, line) => logger.writeRecord(message, line),
        toFields: (beside) => ({ invocation: toWrittenForm(record, beside) }),
      }),
    writeFeedback: (record: FeedbackRecord) =>
      write({
        message: FEEDBACK_MESSAGE,
        atMs: Date.parse(record.receivedAt),
        samples: feedbackSamples(record),
        print: (message, line) => logger.info(message, line),
        toFields: () => ({ feedback: record }),
      }),
    reportDefect,
  };
}

/** One line to be written. */
interface Line {
  readonly message: string;
  /** When the call ended or the rating arrived: its metrics belong to that moment, not to that of writing. */
  readonly atMs: number;
  readonly samples: readonly MetricSample[];
  /** What queries read beside the metrics and is no dimension. @default - nothing */
  readonly named?: Members;
  readonly print: (message: string, line: Record<string, unknown>) => void;
  readonly toFields: (beside: Members) => Members;
}

import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { FeedbackRecord, InvocationRecord } from '#core/invocation/record.ts';
import { withoutDefaults } from '#core/invocation/written-form.ts';
import { NAMESPACE } from '#core/signals/catalogue.ts';
import { feedbackSamples, invocationSamples, type MetricSample } from '#core/signals/samples.ts';
import type { RecordSink } from '#functions/ports.ts';
import { LineFormatter } from './line-formatter.ts';

/** Message of a call's log line. */
export const INVOCATION_MESSAGE = 'invocation';
/** Message of a feedback log line; the words that the maturity document's Logs Insights query looks for. */
export const FEEDBACK_MESSAGE = 'UserFeedback';

/**
 * Writes each record as one log line that is both a structured record and an Embedded Metric Format document:
 * the metrics of a call and its record cannot disagree or get lost apart, and the line is written once.
 */
export function createRecordSink({ stage }: { readonly stage: string }): RecordSink {
  const logger = new Logger({ logFormatter: new LineFormatter() });
  const metrics = new Metrics({ namespace: NAMESPACE });
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ Stage: stage });

  const reportDefect = (error: unknown): void => {
    const { name, message, stack = '' } = error instanceof Error ? error : new Error('thrown value');
    const frames = stack.slice(stack.indexOf(message) + message.length); // a stack begins with the message
    logger.error('defect', { errorName: name, frames: frames.match(/^\s+at .*$/gm)?.slice(0, 10) });
  };
  const write = (
    message: string,
    samples: readonly MetricSample[],
    fields: Record<string, unknown>,
  ): void => {
    try {
      logger.info(message, { ...fields, ...serialise(metrics, samples) });
    } catch (error) {
      reportDefect(error);
    }
  };
  return {
    writeInvocation: (record: InvocationRecord) =>
      write(INVOCATION_MESSAGE, invocationSamples(record), { invocation: withoutDefaults(record) }),
    writeFeedback: (record: FeedbackRecord) =>
      write(FEEDBACK_MESSAGE, feedbackSamples(record), { feedback: record }),
    reportDefect,
  };
}

/** Rows of one record share their dimension sets' values, so that one EMF document holds them. */
function serialise(metrics: Metrics, samples: readonly MetricSample[]): Record<string, unknown> {
  const [first] = samples;
  if (!first) return {};
  try {
    for (const { Stage: _default, ...dimensions } of first.dimensionSets) metrics.addDimensions(dimensions);
    for (const { metricName, unit, value } of samples) metrics.addMetric(metricName, unit, value);
    const { service: _service, ...document } = { service: undefined, ...metrics.serializeMetrics() };
    return document;
  } finally {
    metrics.clearMetrics();
    metrics.clearDimensions();
  }
}

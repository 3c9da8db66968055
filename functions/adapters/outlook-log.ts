import { outlookSamples } from '#core/signals/samples.ts';
import type { OutlookSink } from '#functions/outlook-ports.ts';
import { createLineLogger } from './line-logger.ts';
import { createMetricDocuments } from './metric-document.ts';

/** Message of an outlook's log line. */
const OUTLOOK_MESSAGE = 'outlook';

/** Writes an outlook's figures as one log line that is an Embedded Metric Format document as well. */
export function createOutlookSink({ stage }: { readonly stage: string }): OutlookSink {
  const logger = createLineLogger();
  const toDocument = createMetricDocuments(stage);
  return {
    write: (figures) => {
      const document = toDocument({ atMs: Date.parse(figures.computedAt), samples: outlookSamples(figures) });
      logger.info(OUTLOOK_MESSAGE, { ...document });
    },
  };
}

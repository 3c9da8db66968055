import type { CaptureFacts } from '#core/invocation-log/capture-facts.ts';
import { captureSamples } from '#core/signals/samples.ts';
import type { CaptureLog } from '#functions/ports.ts';
import { createLineLogger } from './line-logger.ts';
import { createMetricDocuments } from './metric-document.ts';

/** Message of a line about capturing itself. */
const CAPTURE_MESSAGE = 'capture';

/** Writes one line with metrics about capturing itself. `fields` must hold no text of a call. */
export function createCaptureLog({ stage }: { readonly stage: string }): CaptureLog {
  const logger = createLineLogger();
  const toDocument = createMetricDocuments(stage);
  return {
    write: (facts: Omit<CaptureFacts, 'stage'>, { atMs, fields }) => {
      const samples = captureSamples({ ...facts, stage });
      logger.info(CAPTURE_MESSAGE, { capture: fields, ...toDocument({ atMs, samples }) });
    },
  };
}

import { reconciliationSamples } from '#core/signals/samples.ts';
import type { ReconciliationSink } from '#functions/cost-ports.ts';
import { createLineLogger } from '../line-logger.ts';
import { createMetricDocuments } from '../metric-document.ts';

/** Writes a comparison with the bill as a log line that is an Embedded Metric Format document. */
export function createReconciliationSink({
  stage,
  maxDifferencePercent,
}: {
  readonly stage: string;
  readonly maxDifferencePercent: number;
}): ReconciliationSink {
  const logger = createLineLogger();
  const toDocument = createMetricDocuments(stage);
  return {
    write: (reconciliation, atMs) => {
      const { day, differencePercent, unpricedCalls, isEstimated } = reconciliation;
      const samples = reconciliationSamples({ ...reconciliation, stage, maxDifferencePercent });
      const fields = { day, differencePercent, unpricedCalls, isEstimated };
      logger.info('reconciliation', { reconciliation: fields, ...toDocument({ atMs, samples }) });
    },
  };
}

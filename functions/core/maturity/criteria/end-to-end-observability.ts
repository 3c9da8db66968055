import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { toCount } from '../wording.ts';

/** Level 3: spans arrive where a whole chain can be read. */
export const endToEndObservability: CriterionDefinition = {
  id: 'end-to-end-observability',
  level: 3,
  kind: 'practice',
  statement: 'End-to-end observability exists across chains or agents',
  evidence: ['traceSpans'],
  thresholds: { traceSpans: 'spans stored' },
  isAttestable: false,
  decide: (evidence) => {
    const { isPresent, storedBytes } = evidence.fact('traceSpans');
    if (!isPresent) return unmet('Transaction Search is off: there is no log group for spans.');
    return storedBytes > 0
      ? met(`Transaction Search is on and holds ${toCount(storedBytes, 'byte')} of spans.`)
      : unmet('Transaction Search is on, but no span was ever stored.');
  },
  nextAction: {
    title: 'Trace calls from end to end',
    steps: [
      'Turn Transaction Search on: aws xray update-trace-segment-destination --destination CloudWatchLogs.',
      'Instrument the application with OpenTelemetry (ADOT), with a span for each retrieval, model call and tool call.',
      'Pass the trace header on in every call, so that the spans join.',
    ],
    link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Enable-TransactionSearch.html',
  },
};

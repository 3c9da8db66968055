import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { toCount } from '../wording.ts';

/** Level 3: spans arrive where a whole chain can be read, now and not only once. */
export const endToEndObservability: CriterionDefinition = {
  id: 'end-to-end-observability',
  level: 3,
  kind: 'practice',
  statement: 'End-to-end observability exists across chains or agents',
  evidence: ['traceSpans', 'spans'],
  thresholds: { traceSpans: 'present', spans: 'at least 1 in the window' },
  isAttestable: false,
  decide: (evidence) => {
    const { isPresent } = evidence.fact('traceSpans');
    const spans = evidence.signal('spans') ?? 0; // AWS/Logs has no datapoint where nothing came in
    if (!isPresent) return unmet('Transaction Search is off: there is no log group for spans.');
    return spans > 0
      ? met(`Transaction Search is on, and ${toCount(spans, 'span')} came in.`)
      : unmet('Transaction Search is on, but no span came in during the window.');
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

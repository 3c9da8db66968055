import { count, whenCalled } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { atMost } from '../thresholds.ts';
import { toQuantity, toShareOf } from '../wording.ts';

/** Cost is tokens times price: with one call in twenty missing it is off by about 5 %, as good as an estimate gets. */
const MAX_WITHOUT_USAGE = 0.05;

/** Level 2: nearly every call says what it used and how long it took. */
export const tokensAndLatencyTracked: CriterionDefinition = {
  id: 'tokens-and-latency-tracked',
  level: 2,
  kind: 'practice',
  statement: 'Token usage and latency are tracked',
  evidence: ['usageMissing', 'latency', 'requests'],
  thresholds: { usageMissing: atMost(MAX_WITHOUT_USAGE), latency: 'measured' },
  isAttestable: false,
  decide: (evidence) => {
    const missing = count(evidence, 'usageMissing');
    const latencyMs = evidence.signal('latency');
    return whenCalled(evidence, (calls) => {
      const value = toShareOf(missing, calls);
      const values = { usageMissing: value };
      if (missing / calls > MAX_WITHOUT_USAGE)
        return unmet(`${value} told no token usage; it takes ${atMost(MAX_WITHOUT_USAGE)}.`, values);
      if (latencyMs === undefined) return unmet('Calls were made, but no latency was measured.', values);
      return met(
        `${value} told no token usage, and the median latency of the slowest day was ${toQuantity(Math.round(latencyMs), 'Milliseconds')}.`,
        values,
      );
    });
  },
  nextAction: {
    title: 'Track tokens and latency of every call',
    steps: [
      'Find the models and operations that tell no usage: the metric of calls without usage has both as dimensions.',
      'Prefer Converse to InvokeModel for them: its answers always carry usage.',
      'Send calls that go past the gateway through it.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring.html',
  },
};

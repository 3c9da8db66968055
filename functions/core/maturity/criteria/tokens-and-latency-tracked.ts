import { contradicting, count, hasGatewayCalls, whenBedrockCalled, whenCalled } from '../calls.ts';
import type { CriterionDefinition, Decision, EvidenceReader } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { atMost } from '../thresholds.ts';
import { toCount, toNumber, toQuantity, toShareOf } from '../wording.ts';

/** Cost is tokens times price: with one call in twenty missing it is off by about 5 %, as good as an estimate gets. */
const MAX_WITHOUT_USAGE = 0.05;

/** Level 2: nearly every call says what it used and how long it took. Without a gateway Bedrock's metrics say it. */
export const tokensAndLatencyTracked: CriterionDefinition = {
  id: 'tokens-and-latency-tracked',
  level: 2,
  kind: 'practice',
  statement: 'Token usage and latency are tracked',
  evidence: [
    'usageMissing',
    'latency',
    'requests',
    'bedrockInvocations',
    'bedrockInputTokens',
    'bedrockOutputTokens',
    'bedrockLatency',
  ],
  thresholds: {
    usageMissing: atMost(MAX_WITHOUT_USAGE),
    latency: 'measured',
    bedrockInputTokens: 'without a gateway: counted',
    bedrockOutputTokens: 'without a gateway: counted',
    bedrockLatency: 'without a gateway: measured',
  },
  isAttestable: false,
  decide: (evidence) => {
    const [byGateway, byBedrock] = [decideByGateway(evidence), decideByBedrock(evidence)];
    return hasGatewayCalls(evidence) ? byGateway : byBedrock;
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

function decideByGateway(evidence: EvidenceReader): Decision {
  const missing = count(evidence, 'usageMissing');
  const latencyMs = evidence.signal('latency');
  return whenCalled(evidence, (calls) => {
    if (missing > calls) return contradicting(missing, calls);
    const value = toShareOf(missing, calls);
    const values = { usageMissing: value };
    if (missing / calls > MAX_WITHOUT_USAGE)
      return unmet(`${value} told no token usage; it takes ${atMost(MAX_WITHOUT_USAGE)}.`, values);
    if (latencyMs === undefined) return unmet('Calls were made, but no latency was measured.', values);
    return met(`${value} told no token usage, and ${describeLatency(latencyMs)}.`, values);
  });
}

/** Bedrock counts by model: enough for the bill, not for who or what caused it. */
function decideByBedrock(evidence: EvidenceReader): Decision {
  const [input, output] = [count(evidence, 'bedrockInputTokens'), count(evidence, 'bedrockOutputTokens')];
  const latencyMs = evidence.signal('bedrockLatency');
  return whenBedrockCalled(evidence, (invocations) => {
    const calls = `Bedrock counted ${toCount(invocations, 'call')}`;
    if (input === 0 || output === 0) return unmet(`${calls}, but no input or no output tokens.`);
    if (latencyMs === undefined) return unmet(`${calls} and their tokens, but no latency.`);
    return met(
      `No call went through the gateway; ${calls}, ${toNumber(input)} input and ${toNumber(output)} output tokens by model, and ${describeLatency(latencyMs)}.`,
    );
  });
}

const describeLatency = (latencyMs: number): string =>
  `the median latency of the slowest day was ${toQuantity(Math.round(latencyMs), 'Milliseconds')}`;

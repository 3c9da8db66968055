import type { OpenMetric } from '../cloudwatch/metric-store.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import type { Values } from './call-metrics.ts';
import type { GuardrailCheck } from './call-report.ts';
import { guardrailIdOf, PROCESSING_LATENCY_MS, type Verdict } from './guardrail/assess.ts';

const NAMESPACE = 'AWS/Bedrock/Guardrails';

const POLICY_TYPES: Readonly<Record<string, string>> = {
  contentPolicy: 'ContentPolicy',
  topicPolicy: 'TopicPolicy',
  wordPolicy: 'WordPolicy',
  sensitiveInformationPolicy: 'SensitiveInformationPolicy',
  contextualGroundingPolicy: 'ContextualGroundingPolicy',
};

/**
 * Records an ApplyGuardrail call that was answered. AWS documents the dimensions one by one; that there are no
 * further combinations is unverified. Checks inside Converse and InvokeModel do not count: the page names
 * ApplyGuardrail only.
 */
export function recordGuardrailMetrics(
  open: OpenMetric,
  { guardrail, source, verdict, atMs }: GuardrailCheck & { readonly atMs: number },
): void {
  const record = (values: Values, dimensions: Readonly<Record<string, string>>): void => {
    const named = Object.entries(dimensions).map(([name, value]) => ({ name, value }));
    for (const [metricName, value] of Object.entries(values))
      if (value) open({ namespace: NAMESPACE, metricName, dimensions: named })(atMs, value);
  };
  const values = {
    Invocations: 1,
    InvocationsIntervened: Number(verdict.action !== 'NONE'),
    InvocationLatency: PROCESSING_LATENCY_MS,
    TextUnitCount: Object.values(unitsByPolicy(verdict)).reduce((sum, units) => sum + units, 0),
  };
  const arn = `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:guardrail/${guardrailIdOf(guardrail.identifier)}`;
  record(values, { Operation: 'ApplyGuardrail' });
  record(values, { GuardrailContentSource: source === 'INPUT' ? 'Input' : 'Output' });
  record(values, { GuardrailArn: arn, GuardrailVersion: guardrail.version });
  for (const [policy, TextUnitCount] of Object.entries(unitsByPolicy(verdict))) {
    const InvocationsIntervened = Number(verdict.interveningPolicies.includes(policy));
    record({ TextUnitCount, InvocationsIntervened }, { GuardrailPolicyType: POLICY_TYPES[policy] ?? policy });
  }
}

const unitsByPolicy = ({ usage }: Verdict): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.keys(POLICY_TYPES).map((policy) => [policy, usage[`${policy}Units`] ?? 0]));

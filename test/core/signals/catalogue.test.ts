import { describe, expect, it } from 'vitest';
import { catalogue } from '#core/signals/catalogue.ts';
import type { OwnMetric, RatioSignal, SignalDefinition } from '#core/signals/definition.ts';
import { DOCUMENT_ROWS, type DocumentRow, type DocumentRowId } from '#core/signals/document-rows.ts';
import { NAMESPACE } from '#core/signals/namespace.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';

const rows: readonly (readonly [string, SignalDefinition])[] = Object.entries(catalogue);
const own: readonly (readonly [string, OwnMetric])[] = Object.entries(ownMetrics);
const metrics = new Map(rows.flatMap(([id, row]) => (row.kind === 'metric' ? [[id, row] as const] : [])));
const ratios = rows.flatMap(([id, row]): [string, RatioSignal][] =>
  row.kind === 'ratio' ? [[id, row]] : [],
);
const documentRows: readonly (readonly [string, DocumentRow])[] = Object.entries(DOCUMENT_ROWS);

describe('catalogue', () => {
  it.each(rows)('row %s says what it is in full', (id, row) => {
    expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/);
    expect(row.title).toMatch(/^[A-Z].{2,}$/);
    expect(row.description).toMatch(/^[A-Z].+\.$/);
    expect([1, 2, 3, 4, 5]).toContain(row.level);
  });

  it('gives every row its own title, and every metric its own name in its namespace', () => {
    const names = [...metrics.values()].map(({ namespace, metricName }) => `${namespace} ${metricName}`);

    expect(new Set(rows.map(([, { title }]) => title)).size).toBe(rows.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it('names every source that the design names, but none twice in one row', () => {
    expect(new Set(rows.map(([, { source }]) => source))).toEqual(
      new Set([
        'own-metric',
        'aws-metric',
        'logs-insights',
        'cloudtrail',
        'config-api',
        'evaluation-job',
        'attestation',
      ]),
    );
  });

  it('introduces something at every maturity level', () => {
    expect(new Set(rows.map(([, { level }]) => level))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it.each(ratios)(
    'ratio %s is made of metrics that are rows, and of their statistics',
    (_id, { of, over }) => {
      expect(of.length * over.length).toBeGreaterThan(0);
      for (const { signal, statistic } of [...of, ...over]) {
        expect(metrics.has(signal)).toBe(true);
        if (statistic !== undefined) expect(metrics.get(signal)?.statistics).toContain(statistic);
      }
    },
  );
});

describe('the metrics that Waymark emits', () => {
  it('are in its own namespace, under names that CloudWatch takes', () => {
    for (const [, { namespace, metricName, statistics }] of own) {
      expect(namespace).toBe(NAMESPACE);
      expect(metricName).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(statistics.length).toBeGreaterThan(0);
    }
  });

  it('are there by stage, which alarms and numbers read, and at most by model besides', () => {
    for (const [id, { dimensionSets }] of own)
      expect([[['Stage']], [['Stage'], ['Stage', 'Model']]], id).toContainEqual(dimensionSets);
  });

  it('use bounded dimensions only, and always the stage', () => {
    for (const [, { dimensionSets }] of own) {
      for (const names of dimensionSets) {
        expect(names).toContain('Stage');
        expect(names.every((name) => ['Stage', 'Model'].includes(name))).toBe(true);
      }
    }
  });

  it('stay within what one EMF document holds', () => {
    expect(own.length).toBeLessThanOrEqual(100);
  });
});

describe('the rows of the maturity document', () => {
  it('are forty: two tables for each of five levels', () => {
    const tables = documentRows.map(([, { level, table }]) => `${level} ${table}`);

    expect(documentRows).toHaveLength(40);
    expect(new Set(tables).size).toBe(10);
    expect(new Set(documentRows.map(([, { level, wording }]) => `${level} ${wording}`)).size).toBe(40);
  });

  it.each(documentRows)('%s is answered by the catalogue', (id) => {
    const answers = rows.filter(([, row]) => (row.document ?? []).some((row) => row === id));

    expect(answers).not.toEqual([]);
  });

  it.each([
    ['connectivity', 'API Gateway 2xx/4xx/5xx count'],
    ['basicOutput', 'Successful vs. Failed generation count'],
    ['sanityCheck', 'Response presence (Is the string empty?)'],
    ['availability', 'Invocations (Bedrock)'],
    ['apiHealth', 'Count & 5XXError (API Gateway)'],
    ['execution', 'Invocations & Errors (Lambda)'],
    ['basicQuality', 'InvocationClientErrors (Bedrock)'],
    ['resourceEfficiency', 'Lambda Duration & Memory usage'],
    ['tokenTracking', 'Input/Output tokens per request'],
    ['responseTime', 'P50/P90/P99 Response Time'],
    ['ragRetrieval', 'Context Relevance: How relevant are the S3 docs retrieved?'],
    ['ragGeneration', 'Faithfulness: Does the answer come from the retrieved context?'],
    ['costTracking', 'InputTokenCount & OutputTokenCount'],
    ['performance', 'InvocationLatency (Bedrock)'],
    ['bottlenecks', 'InvocationThrottles (Bedrock)'],
    ['logging', 'CloudWatch Logs: /aws/bedrock/modelinvocations'],
    ['hallucination', 'Hallucination Rate (via LLM-as-a-judge)'],
    ['dataPrivacy', 'PII Detection frequency (Redaction counts)'],
    ['promptInjection', 'Prompt Injection attempts blocked'],
    ['governance', 'Audit trail coverage (% of requests logged)'],
    ['guardrailInterventions', 'InvocationsIntervened (Guardrails)'],
    ['retrieverScore', 'Builtin.ContextRelevance'],
    ['generatorScore', 'Builtin.Faithfulness'],
    ['latencyDetail', 'X-Ray Trace Spans (via Lambda)'],
    ['costControl', 'Cost per 1,000 requests / Cost per User'],
    ['userExperience', 'TTFT (Time to First Token) in streaming'],
    ['cacheEfficiency', 'Cache Hit Ratio (if using Bedrock prompt caching)'],
    ['confidence', 'Confidence Scores for model outputs'],
    ['efficiency', 'InvocationLatency P99 vs. P50'],
    ['cachePerformance', 'Custom Metric: PromptCacheHitRatio'],
    ['modelRouting', 'CloudWatch Contributor Insights'],
    ['userFeedback', 'Log Insights: filter @message like "UserFeedback"'],
    ['toolUsage', 'Tool Calling Success Rate (did Lambda execute?)'],
    ['retrySuccess', 'Re-try success rate after initial failure'],
    ['policyCompliance', '% of unsafe refusals correctly triggered'],
    ['autonomy', 'Human-in-the-loop (HITL) intervention frequency'],
    ['toolAccuracy', 'ActionGroupInvocationSuccess (Agents)'],
    ['reasoningLoops', 'CloudWatch Metric Math: Errors / Invocations'],
    ['safetyCompliance', 'AutomatedReasoningChecks'],
    ['auditTrails', 'AWS CloudTrail: InvokeAgent'],
  ] satisfies readonly [DocumentRowId, string][])('%s keeps the document’s words', (id, wording) => {
    expect(DOCUMENT_ROWS[id].wording).toBe(wording);
  });
});

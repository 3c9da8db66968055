import type { Level } from '../maturity/levels.ts';

/** A metric row of the maturity document. */
export interface DocumentRow {
  readonly level: Level;
  /** Each level has two tables: what to measure, and which CloudWatch metric or log shows it. */
  readonly table: 'metric-to-measure' | 'cloudwatch-metric';
  readonly category: string;
  /** The document's words. */
  readonly wording: string;
}

const measure = (level: Level, category: string, wording: string) =>
  ({ level, table: 'metric-to-measure', category, wording }) as const;
const cloudWatch = (level: Level, category: string, wording: string) =>
  ({ level, table: 'cloudwatch-metric', category, wording }) as const;

/** The forty metric rows of the maturity document: two tables for each of five levels. */
export const DOCUMENT_ROWS = {
  connectivity: measure(1, 'Connectivity', 'API Gateway 2xx/4xx/5xx count'),
  basicOutput: measure(1, 'Basic Output', 'Successful vs. Failed generation count'),
  sanityCheck: measure(1, 'Sanity Check', 'Response presence (Is the string empty?)'),
  availability: cloudWatch(1, 'Availability', 'Invocations (Bedrock)'),
  apiHealth: cloudWatch(1, 'API Health', 'Count & 5XXError (API Gateway)'),
  execution: cloudWatch(1, 'Execution', 'Invocations & Errors (Lambda)'),
  basicQuality: cloudWatch(1, 'Basic Quality', 'InvocationClientErrors (Bedrock)'),

  resourceEfficiency: measure(2, 'Resource Efficiency', 'Lambda Duration & Memory usage'),
  tokenTracking: measure(2, 'Token Tracking', 'Input/Output tokens per request'),
  responseTime: measure(2, 'Latency', 'P50/P90/P99 Response Time'),
  ragRetrieval: measure(2, 'RAG Retrieval', 'Context Relevance: How relevant are the S3 docs retrieved?'),
  ragGeneration: measure(
    2,
    'RAG Generation',
    'Faithfulness: Does the answer come from the retrieved context?',
  ),
  costTracking: cloudWatch(2, 'Cost Tracking', 'InputTokenCount & OutputTokenCount'),
  performance: cloudWatch(2, 'Performance', 'InvocationLatency (Bedrock)'),
  bottlenecks: cloudWatch(2, 'Bottlenecks', 'InvocationThrottles (Bedrock)'),
  logging: cloudWatch(2, 'Logging', 'CloudWatch Logs: /aws/bedrock/modelinvocations'),

  hallucination: measure(3, 'Hallucination', 'Hallucination Rate (via LLM-as-a-judge)'),
  dataPrivacy: measure(3, 'Data Privacy', 'PII Detection frequency (Redaction counts)'),
  promptInjection: measure(3, 'Security', 'Prompt Injection attempts blocked'),
  governance: measure(3, 'Governance', 'Audit trail coverage (% of requests logged)'),
  guardrailInterventions: cloudWatch(3, 'Security', 'InvocationsIntervened (Guardrails)'),
  retrieverScore: cloudWatch(3, 'RAG Retrieval', 'Builtin.ContextRelevance'),
  generatorScore: cloudWatch(3, 'RAG Accuracy', 'Builtin.Faithfulness'),
  latencyDetail: cloudWatch(3, 'Latency Detail', 'X-Ray Trace Spans (via Lambda)'),

  costControl: measure(4, 'Cost Control', 'Cost per 1,000 requests / Cost per User'),
  userExperience: measure(4, 'User Experience', 'TTFT (Time to First Token) in streaming'),
  cacheEfficiency: measure(4, 'Cache Efficiency', 'Cache Hit Ratio (if using Bedrock prompt caching)'),
  confidence: measure(4, 'Quality', 'Confidence Scores for model outputs'),
  efficiency: cloudWatch(4, 'Efficiency', 'InvocationLatency P99 vs. P50'),
  cachePerformance: cloudWatch(4, 'Cache Performance', 'Custom Metric: PromptCacheHitRatio'),
  modelRouting: cloudWatch(4, 'Model Routing', 'CloudWatch Contributor Insights'),
  userFeedback: cloudWatch(4, 'UX Feedback', 'Log Insights: filter @message like "UserFeedback"'),

  toolUsage: measure(5, 'Tool Usage', 'Tool Calling Success Rate (did Lambda execute?)'),
  retrySuccess: measure(5, 'Self-Correction', 'Re-try success rate after initial failure'),
  policyCompliance: measure(5, 'Policy Compliance', '% of unsafe refusals correctly triggered'),
  autonomy: measure(5, 'Autonomy', 'Human-in-the-loop (HITL) intervention frequency'),
  toolAccuracy: cloudWatch(5, 'Tool Accuracy', 'ActionGroupInvocationSuccess (Agents)'),
  reasoningLoops: cloudWatch(5, 'Self-Correction', 'CloudWatch Metric Math: Errors / Invocations'),
  safetyCompliance: cloudWatch(5, 'Safety Compliance', 'AutomatedReasoningChecks'),
  auditTrails: cloudWatch(5, 'Audit Trails', 'AWS CloudTrail: InvokeAgent'),
} as const satisfies Record<string, DocumentRow>;

/** Name of a row of the maturity document. */
export type DocumentRowId = keyof typeof DOCUMENT_ROWS;

import type { FactId } from './facts.ts';

const LOOKUP_EVENTS = ['cloudtrail:LookupEvents'] as const;
const READ_GUARDRAILS = ['bedrock:ListGuardrails', 'bedrock:GetGuardrail'] as const;
const READ_AGENTS = ['bedrock:ListAgents', 'bedrock:GetAgent'] as const;
const QUERY_LOGS = ['logs:StartQuery', 'logs:GetQueryResults'] as const;

/** IAM actions that reading the catalogue's metrics takes. */
export const METRIC_PERMISSIONS: readonly string[] = ['cloudwatch:ListMetrics', 'cloudwatch:GetMetricData'];

/** IAM actions that reading the catalogue's log queries takes. */
export const LOG_QUERY_PERMISSIONS: readonly string[] = QUERY_LOGS;

/** IAM actions that reading a deployed stack's table of daily costs takes; without a stack there is none. */
export const COST_TABLE_PERMISSIONS: readonly string[] = ['dynamodb:Query'];

/** IAM actions that tell whose account is assessed and by whom. */
export const IDENTITY_PERMISSIONS: readonly string[] = ['sts:GetCallerIdentity'];

/** IAM actions that each fact takes. */
export const EVIDENCE_PERMISSIONS: Readonly<Record<FactId, readonly string[]>> = {
  invocationLogging: ['bedrock:GetModelInvocationLoggingConfiguration'],
  promptVersions: ['bedrock:ListPrompts'],
  knowledgeBases: ['bedrock:ListKnowledgeBases', 'bedrock:ListDataSources', 'bedrock:ListIngestionJobs'],
  agents: READ_AGENTS,
  agentBoundaries: [...READ_AGENTS, 'iam:GetRole'],
  sensitiveInformationFilter: READ_GUARDRAILS,
  groundingFilter: READ_GUARDRAILS,
  evaluationJobs: ['bedrock:ListEvaluationJobs'],
  pastEvaluations: ['bedrock:ListEvaluationJobs'],
  changes: LOOKUP_EVENTS,
  promptChanges: LOOKUP_EVENTS,
  callers: LOOKUP_EVENTS,
  trails: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
  budgets: ['budgets:ViewBudget'],
  alarms: ['cloudwatch:DescribeAlarms', 'sns:ListSubscriptionsByTopic'],
  stages: ['cloudwatch:ListMetrics'],
  traceSpans: ['logs:DescribeLogGroups'],
  modelTraffic: METRIC_PERMISSIONS,
  observedTraffic: METRIC_PERMISSIONS,
  modelTokens: METRIC_PERMISSIONS,
  dailyCosts: COST_TABLE_PERMISSIONS,
  promptUse: QUERY_LOGS,
  unmanagedPrompts: QUERY_LOGS,
  forecasts: METRIC_PERMISSIONS,
};

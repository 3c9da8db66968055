import type { Level } from '#core/maturity/levels.ts';
import type { SignalId } from '#core/signals/catalogue.ts';
import type { ownMetrics } from '#core/signals/own-metrics.ts';
import type { GroupSpec } from './graph.ts';
import type { LogSpec } from './status.ts';

/** A graph: of one row, or of several. */
export type GraphSpec = SignalId | GroupSpec;

/** What a level's dashboard shows, most important first. Rows that are not named here get a graph of their own. */
export interface LevelLayout {
  /** Numbers at the top. */
  readonly numbers: readonly SignalId[];
  /** The numbers of the overview: of metrics whose names are known, so that it stays within the free 50. */
  readonly summary: readonly SignalId[];
  /** The two graphs of the first screen; the first one answers the level's core question. */
  readonly first: readonly [GraphSpec, GraphSpec];
  readonly more: readonly GroupSpec[];
  readonly byModel: readonly (keyof typeof ownMetrics)[];
  /** Quotient that is drawn for each model of the settings. @default - none at this level */
  readonly shareByModel?: SignalId;
  /** Row that the Contributor Insights rule is about. @default - none at this level */
  readonly contributors?: SignalId;
  readonly logs: readonly LogSpec[];
}

const CALLS = 'filter message = "invocation"';

/** The five dashboards as a selection of the catalogue's rows. */
export const LAYOUTS = {
  1: {
    numbers: [
      'requests',
      'successes',
      'serverErrors',
      'clientErrors',
      'emptyResponses',
      'bedrockFailureRate',
    ],
    summary: ['requests', 'successes', 'failedCalls', 'emptyResponses'],
    first: [
      {
        title: 'How calls ended',
        isStacked: true,
        signals: [
          'successes',
          'guardrailInterventions',
          'clientErrors',
          'throttles',
          'serverErrors',
          'timeouts',
          'aborts',
        ],
      },
      'failedCalls',
    ],
    more: [],
    byModel: ['requests', 'serverErrors'],
    logs: [
      {
        title: 'Refused by the API, or failed behind it',
        logGroup: 'access',
        query:
          'filter status like /^[45]/ | stats count(*) as requests by status, gatewayError, route | sort requests desc | limit 20',
      },
      {
        title: 'Calls that did not succeed',
        logGroup: 'gateway',
        query:
          'filter message = "invocation" and invocation.outcome != "success" | stats count(*) as calls by invocation.outcome, invocation.errorType, Model | sort calls desc | limit 20',
      },
    ],
  },
  2: {
    numbers: ['latency', 'throttles', 'timeouts', 'inputTokens', 'outputTokens', 'cost'],
    summary: ['latency', 'throttles', 'outputTokens', 'cost'],
    first: ['latency', 'throttles'],
    more: [
      { title: 'Cost in USD', signals: ['cost'] },
      {
        title: 'Retries',
        signals: [
          'retries',
          { signal: 'retriedSuccesses', statistic: 'SampleCount', label: 'Retried calls' },
          'retriedSuccesses',
        ],
      },
      { title: 'Tokens', signals: ['inputTokens', 'outputTokens'], isStacked: true },
      {
        title: 'Tokens per call',
        signals: [
          { signal: 'inputTokens', statistic: 'Average' },
          { signal: 'outputTokens', statistic: 'Average' },
        ],
      },
      { title: 'Caps', signals: ['capRefusals', 'capFailures'] },
      { title: 'Calls with a managed prompt', signals: ['requests', 'identifiedPrompts'] },
      {
        title: 'Invocation logs',
        signals: [
          'invocationLogDeliveries',
          'invocationLogFailures',
          'invocationLogDeliveriesS3',
          'invocationLogFailuresS3',
        ],
      },
    ],
    byModel: ['latency', 'throttles', 'cost'],
    logs: [
      {
        title: 'Cost by tenant, and what it leaves out',
        logGroup: 'gateway',
        query: `${CALLS} | stats sum(CostUsd) as costUsd, count(*) as calls, sum(UnpricedCalls) as unpriced by invocation.tenant | sort costUsd desc | limit 20`,
      },
      {
        title: 'Slowest calls',
        logGroup: 'gateway',
        query: `${CALLS} | fields @timestamp, Latency, Model, Operation, invocation.outcome, Retries, invocation.requestId | sort Latency desc | limit 20`,
      },
    ],
  },
  3: {
    numbers: [
      'guardrailEvaluations',
      'guardrailInterventions',
      'promptAttacks',
      'sensitiveInformationFindings',
      'versionedPrompts',
      'invocationLogCoverage',
      'observedShare',
      'directCalls',
    ],
    summary: [
      'guardrailEvaluations',
      'guardrailInterventions',
      'promptAttacks',
      'sensitiveInformationFindings',
    ],
    first: ['guardrailInterventions', 'promptAttacks'],
    more: [
      { title: 'Calls under a guardrail', signals: ['successes', 'guardrailEvaluations'] },
      { title: 'Calls with a prompt version', signals: ['requests', 'versionedPrompts'] },
      {
        title: 'What AWS counts, what is captured',
        signals: ['bedrockInvocations', 'requests'],
      },
      {
        title: 'Blind spots: past the gateway',
        signals: ['directCalls', 'callsWithoutBody', 'mantleInferences'],
      },
      { title: 'Capture itself', signals: ['quarantinedLogEvents', 'invocationLoggingChanges'] },
    ],
    byModel: ['requests', 'directCalls'],
    shareByModel: 'observedShare',
    logs: [
      {
        title: 'Audit: calls that a guardrail stopped',
        logGroup: 'gateway',
        query: `${CALLS} and invocation.outcome = "guardrail_intervened" | fields @timestamp, invocation.tenant, invocation.application, Model, invocation.requestId | sort @timestamp desc | limit 20`,
      },
      {
        title: 'Blind spots: by the newest assessment, CloudTrail’s callers among them',
        logGroup: 'maturity',
        query: `filter message = "assessed" | fields @timestamp, blindSpots.callers as callers, blindSpots.models as observedShareByModel, blindSpots.mantleInferences as otherEndpoint | sort @timestamp desc | limit 1`,
      },
      {
        title: 'Blind spots: who calls past the gateway',
        logGroup: 'gateway',
        query: `${CALLS} and invocation.source = "invocation_log" | stats count(*) as calls, sum(CostUsd) as costUsd by invocation.tenant, Model, Operation | sort calls desc | limit 20`,
      },
      {
        title: 'Audit: who calls which model',
        logGroup: 'gateway',
        query: `${CALLS} | stats count(*) as calls by invocation.tenant, Model, Operation | sort calls desc | limit 20`,
      },
    ],
  },
  4: {
    numbers: [
      'timeToFirstToken',
      'promptCacheHitRatio',
      'costPerThousandRequests',
      'cacheSaved',
      'latencySpread',
      'feedbackPositive',
      'feedbackNegative',
      'groundingChecks',
    ],
    summary: ['timeToFirstToken', 'promptCacheHitRatio', 'costPerThousandRequests', 'feedbackNegative'],
    first: ['timeToFirstToken', 'feedbackNegative'],
    more: [
      {
        title: 'Where input tokens come from',
        signals: ['inputTokens', 'cacheReadInputTokens', 'cacheWriteInputTokens'],
        isStacked: true,
      },
      { title: 'Feedback', signals: ['feedbackPositive', 'feedbackNegative'], isStacked: true },
    ],
    byModel: ['outputTokens', 'timeToFirstToken'],
    contributors: 'modelRouting',
    logs: [
      {
        title: 'Cost per conversation in USD, of calls that name theirs',
        logGroup: 'gateway',
        query: `${CALLS} and ispresent(invocation.conversation) | stats sum(CostUsd) / count_distinct(invocation.conversation) as perConversation, count_distinct(invocation.conversation) as conversations, count(*) as calls, sum(UnpricedCalls) as unpriced by invocation.tenant | sort conversations desc | limit 20`,
      },
      {
        title: 'Cost per user in USD, of calls that name theirs',
        logGroup: 'gateway',
        query: `${CALLS} and ispresent(invocation.user) | stats sum(CostUsd) / count_distinct(invocation.user) as perUser, count_distinct(invocation.user) as users, count(*) as calls, sum(UnpricedCalls) as unpriced by invocation.tenant | sort users desc | limit 20`,
      },
      {
        title: 'Newest feedback',
        logGroup: 'feedback',
        query:
          'filter message = "UserFeedback" | fields @timestamp, feedback.rating, feedback.reason, feedback.tenant, feedback.requestId | sort @timestamp desc | limit 20',
      },
    ],
  },
  5: {
    numbers: [
      'toolCalls',
      'toolErrorRate',
      'retrySuccessRate',
      'fallbacks',
      'humanInterventions',
      'lambdaErrorRate',
    ],
    summary: ['toolCalls', 'toolErrorRate', 'fallbacks', 'humanInterventions'],
    first: ['toolErrorRate', 'retrySuccessRate'],
    more: [
      { title: 'Tool uses', signals: ['toolCalls', 'toolErrors'] },
      { title: 'Successful fallbacks', signals: ['fallbacks', 'fallbackSuccesses'] },
    ],
    byModel: ['fallbacks'],
    logs: [
      {
        title: 'Audit: tool uses by tenant',
        logGroup: 'gateway',
        query: `${CALLS} and ispresent(invocation.toolCalls) | stats sum(invocation.toolCalls) as uses, sum(invocation.toolErrors) as errors by invocation.tenant, invocation.application, Model | sort uses desc | limit 20`,
      },
    ],
  },
} as const satisfies Readonly<Record<Level, LevelLayout>>;

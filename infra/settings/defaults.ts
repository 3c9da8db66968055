import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ASSUMED_OUTPUT_TOKENS } from '#core/caps/policy.ts';
import { COST_ROLLUP_DEFAULTS } from './cost.ts';
import { INVOCATION_LOGGING_DEFAULTS } from './invocation-logging.ts';
import type { StageName, StageSettings } from './schema.ts';

/** What holds when a settings file says nothing. */
const DEFAULTS = {
  tags: {},
  auth: 'keys',
  models: [
    'amazon.nova-micro-v1:0',
    'amazon.nova-lite-v1:0',
    'us.amazon.nova-micro-v1:0',
    'us.amazon.nova-lite-v1:0',
    'us.amazon.nova-pro-v1:0',
    'us.anthropic.claude-sonnet-5',
    'global.anthropic.claude-sonnet-5',
    'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  ],
  aliases: {},
  guardrail: { mode: 'managed' },
  callTimeoutSeconds: 300,
  // At 30 % throttling 3 attempts lose 2.7 % of the calls, 4 lose 0.8 %.
  maxAttempts: 4,
  maxRequestBytes: 1_000_000,
  // Paid for while the gateway waits for the model, which is nearly all of a call.
  gatewayMemoryMegabytes: 512,
  throttling: { rateLimit: 100, burstLimit: 100, methods: {} },
  // An account has up to 1,000 concurrent executions for all its functions, a new one often 10 or 50, and Lambda reserves
  // none of the last 100: such accounts need 'none'. A streamed answer holds one for its whole length.
  reservedConcurrency: { gateway: 100, authorizer: 50, feedback: 10, maturity: 2, cost: 2, console: 10 },
  authorizerCacheSeconds: 300,
  // A call that cannot be held against its caps goes on: it is counted, and an alarm says so.
  caps: { tenants: {}, onFailure: 'allow', unpriced: 'refuse', assumedOutputTokens: ASSUMED_OUTPUT_TOKENS },
  team: 'Our team',
  maturity: {
    windowDays: 14,
    refreshSchedule: 'cron(0 5 * * ? *)',
    reportSchedule: 'cron(0 6 ? * MON *)',
    timeZone: 'UTC',
  },
  cost: COST_ROLLUP_DEFAULTS,
  ownership: {},
  outlook: { tokensPerMinuteQuotas: {} },
  logRetentionDays: RetentionDays.ONE_YEAR,
  invocationLogging: INVOCATION_LOGGING_DEFAULTS,
  dashboards: 'all',
  alarms: true,
  // What it shows is everything that operators may see, and every look at it costs GetMetricData.
  console: false,
  // It shows the records of all tenants: keys of applications are no keys to it.
  consoleTenants: ['operators'],
  // The role is one setting per account and Region, shared with every other API in it: changed only when asked.
  apiGatewayLogRole: 'existing',
} as const satisfies Omit<StageSettings, 'dataRetention' | 'tracedPercent'>;

/**
 * Who builds an application looks for one call; who runs one looks at the usual. An account has 100,000 traces a month
 * free (aws.amazon.com/xray/pricing): in prod enough for two million calls.
 */
const TRACED_PERCENT = { dev: 100, test: 5, prod: 5 } as const satisfies Record<
  StageName,
  StageSettings['tracedPercent']
>;

const DATA_RETENTION = { dev: 'destroy', test: 'destroy', prod: 'retain' } as const satisfies Record<
  StageName,
  StageSettings['dataRetention']
>;

/** The defaults of a stage: only prod keeps its data when the stack is deleted, only dev traces every call. */
export function defaultsOf(stage: StageName): StageSettings {
  return {
    ...DEFAULTS,
    models: [...DEFAULTS.models],
    tracedPercent: TRACED_PERCENT[stage],
    dataRetention: DATA_RETENTION[stage],
  };
}

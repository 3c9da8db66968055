import type { AccountSetup } from './account.ts';
import { createCallLog } from './bedrock/call-log.ts';
import { createCallMetrics } from './bedrock/call-metrics.ts';
import type { CallReport } from './bedrock/call-report.ts';
import { createBedrockRuntime } from './bedrock/service.ts';
import { BEDROCK_AGENT_PATHS, createBedrockAgent } from './bedrock-agent/service.ts';
import { createInvocationLogging } from './bedrock-control/invocation-logging.ts';
import { BEDROCK_CONTROL_PATHS, createBedrockControl } from './bedrock-control/service.ts';
import { BEDROCK_MANTLE_PATHS, createBedrockMantle } from './bedrock-mantle/service.ts';
import { createBudgets } from './budgets/service.ts';
import { createCloudTrail } from './cloudtrail/service.ts';
import { StoredAlarmState } from './cloudwatch/alarms/alarm-book.ts';
import { createCloudWatch } from './cloudwatch/service.ts';
import { StoredMetric } from './cloudwatch/stored-metric.ts';
import { createCostExplorer } from './cost-explorer/service.ts';
import { createDynamoDb, StoredTable } from './dynamodb.ts';
import { type HostedService, keptList } from './hosted-service.ts';
import { createIam } from './iam/service.ts';
import { createLogs } from './logs/service.ts';
import type { InvokeDestination } from './logs/subscriptions.ts';
import type { Mail } from './mail.ts';
import { StoredBucket } from './s3/bucket.ts';
import { createS3, type PutObject } from './s3/service.ts';
import { createSecretsManager, StoredSecret } from './secrets-manager.ts';
import { createSecurityTokenService } from './security-token.ts';
import { createServiceQuotas } from './service-quotas/service.ts';
import { createSns } from './sns/service.ts';
import { StoredTopic } from './sns/topics.ts';

/** What all services are created with. */
export interface ServicesSetup {
  readonly now: () => number;
  /** Clock that rate limits are measured by. */
  readonly wallClock: () => number;
  readonly seed: number;
  readonly account: AccountSetup;
  readonly deliver: (mail: Mail) => void;
  /** Invokes a function, as a subscription filter does. */
  readonly invoke: InvokeDestination;
  /** @default - nobody is told */
  readonly onPut?: ((object: PutObject) => void) | undefined;
}

/** The services as their in-process users need them. */
export type Parts = ReturnType<typeof createParts>;

/** Creates every service of one account. */
export function createParts(setup: ServicesSetup) {
  const { now, wallClock, seed, account, deliver, onPut, invoke } = setup;
  const { alarms, compositeAlarms, dashboards, logGroups } = account;
  const sns = createSns({ now, topics: account.topics ?? [], deliver });
  const logs = createLogs({
    now,
    logGroups,
    invoke,
    onEvent: (line) => cloudWatch.ingestLogLine(line),
  });
  const cloudWatch = createCloudWatch({
    now,
    alarms,
    compositeAlarms,
    dashboards,
    publish: sns.publish,
    readLogEvents: logs.eventsOf,
  });
  const s3 = createS3({ now, buckets: account.buckets ?? [], onPut });
  const logging = createInvocationLogging(account.invocationLogging);
  const invocationLogging = logging.current;
  const countCall = createCallMetrics({ open: cloudWatch.store.open, invocationLogging });
  const logCall = createCallLog({ invocationLogging, ingest: logs.ingest, put: s3.put });
  const onCall = (report: CallReport): void => {
    countCall(report);
    logCall(report);
  };
  return {
    cloudWatch,
    logs,
    secrets: createSecretsManager({ now }),
    securityToken: createSecurityTokenService(),
    dynamoDb: createDynamoDb(),
    bedrock: createBedrockRuntime({ now, seed, guardrails: account.guardrails, onCall }),
    bedrockControl: createBedrockControl(account, logging, logs.hasGroup),
    bedrockAgent: createBedrockAgent(account),
    bedrockMantle: createBedrockMantle({ now, seed, open: cloudWatch.store.open }),
    budgets: createBudgets(account),
    costExplorer: createCostExplorer(account),
    iam: createIam(account),
    serviceQuotas: createServiceQuotas(account),
    s3,
    sns,
    cloudTrail: createCloudTrail({ now, wallClock, trails: account.trails ?? [] }),
  };
}

/** THE table: one row per service. Where rows share a signing name, the first whose paths match answers. */
export function hostServices(parts: Parts): readonly HostedService[] {
  const { bedrock, cloudWatch, logs, secrets, securityToken, dynamoDb, s3, sns, cloudTrail } = parts;
  return [
    {
      service: parts.bedrockControl,
      signingName: 'bedrock',
      paths: BEDROCK_CONTROL_PATHS,
      eventSource: 'bedrock.amazonaws.com',
    },
    {
      service: parts.bedrockAgent,
      signingName: 'bedrock',
      paths: BEDROCK_AGENT_PATHS,
      eventSource: 'bedrock.amazonaws.com',
    },
    {
      service: parts.bedrockMantle,
      signingName: 'bedrock',
      paths: BEDROCK_MANTLE_PATHS,
      eventSource: 'bedrock-mantle.amazonaws.com',
    },
    {
      service: bedrock.service,
      signingName: 'bedrock',
      eventSource: 'bedrock.amazonaws.com',
    },
    {
      service: parts.budgets,
      signingName: 'budgets',
      targetPrefix: 'AWSBudgetServiceGateway.',
      eventSource: 'budgets.amazonaws.com',
    },
    {
      service: parts.costExplorer,
      signingName: 'ce',
      targetPrefix: 'AWSInsightsIndexService.',
      eventSource: 'ce.amazonaws.com',
    },
    {
      service: parts.serviceQuotas,
      signingName: 'servicequotas',
      targetPrefix: 'ServiceQuotasV20190624.',
      eventSource: 'servicequotas.amazonaws.com',
    },
    { service: parts.iam, signingName: 'iam', eventSource: 'iam.amazonaws.com' },
    {
      service: cloudWatch.service,
      signingName: 'monitoring',
      targetPrefix: 'GraniteServiceVersion',
      eventSource: 'monitoring.amazonaws.com',
      kept: [
        keptList({ name: 'metrics', item: StoredMetric, ...cloudWatch.store }),
        keptList({ name: 'alarms', item: StoredAlarmState, ...cloudWatch.alarms }),
      ],
    },
    {
      service: logs.service,
      signingName: 'logs',
      targetPrefix: 'Logs_',
      eventSource: 'logs.amazonaws.com',
      kept: logs.kept,
    },
    {
      service: secrets.service,
      signingName: 'secretsmanager',
      targetPrefix: 'secretsmanager.',
      eventSource: 'secretsmanager.amazonaws.com',
      kept: keptList({ name: 'secrets', item: StoredSecret, ...secrets }),
    },
    { service: securityToken, signingName: 'sts', eventSource: 'sts.amazonaws.com' },
    {
      service: dynamoDb.service,
      signingName: 'dynamodb',
      targetPrefix: 'DynamoDB_',
      eventSource: 'dynamodb.amazonaws.com',
      kept: keptList({ name: 'tables', item: StoredTable, ...dynamoDb }),
    },
    {
      service: s3.service,
      signingName: 's3',
      eventSource: 's3.amazonaws.com',
      kept: keptList({ name: 'buckets', item: StoredBucket, ...s3 }),
    },
    {
      service: sns.service,
      signingName: 'sns',
      eventSource: 'sns.amazonaws.com',
      kept: keptList({ name: 'topics', item: StoredTopic, ...sns }),
    },
    {
      service: cloudTrail.service,
      signingName: 'cloudtrail',
      targetPrefix: 'CloudTrail_20131101.',
      eventSource: 'cloudtrail.amazonaws.com',
    },
  ];
}

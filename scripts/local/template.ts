import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { RestApiDefinition } from './api-gateway/definition.ts';
import type { GuardrailSetup } from './aws/bedrock-control/guardrails.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './aws/credentials.ts';
import type { BucketSetup } from './aws/s3/bucket.ts';
import type { TopicSetup } from './aws/sns/topics.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { readAssembly } from './template/assembly.ts';
import {
  type CallRuleDefinition,
  type CustomResourceDefinition,
  readCallRules,
  readCustomResources,
  readLogGroups,
  readSubscriptions,
  type SubscriptionDefinition,
} from './template/capture.ts';
import { readBuckets, readTopics } from './template/evidence.ts';
import { readFunctions } from './template/functions.ts';
import { readGuardrails } from './template/guardrails.ts';
import {
  type DashboardDefinition,
  type InsightRuleDefinition,
  readAlarms,
  readDashboards,
  readInsightRules,
} from './template/observability.ts';
import { createResourceReader } from './template/resources.ts';
import { readRestApi } from './template/rest-api.ts';
import { readSchedules, type ScheduleDefinition } from './template/schedules.ts';
import { readSecrets, readTables, type SecretDefinition, type TableDefinition } from './template/stores.ts';

/** Everything the local runner takes from the synthesised template. */
export interface LocalTemplate {
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
  readonly functions: readonly FunctionDefinition[];
  readonly api: RestApiDefinition;
  readonly tables: readonly TableDefinition[];
  readonly secrets: readonly SecretDefinition[];
  readonly buckets: readonly BucketSetup[];
  readonly topics: readonly TopicSetup[];
  readonly schedules: readonly ScheduleDefinition[];
  readonly alarms: readonly PutMetricAlarmInput[];
  readonly dashboards: readonly DashboardDefinition[];
  readonly insightRules: readonly InsightRuleDefinition[];
  readonly logGroups: readonly string[];
  readonly subscriptions: readonly SubscriptionDefinition[];
  readonly customResources: readonly CustomResourceDefinition[];
  readonly callRules: readonly CallRuleDefinition[];
  /** Those the account has: the stack's own, and one that was there before. */
  readonly guardrails: readonly GuardrailSetup[];
}

/** Reads a cloud assembly. Throws `ConfigurationError` naming the logical id of what it does not know. */
export function loadTemplate(assemblyFolder: string): LocalTemplate {
  const assembly = readAssembly(assemblyFolder);
  const region = assembly.region ?? LOCAL_REGION;
  const reader = createResourceReader(assembly, {
    stackName: assembly.stackName,
    accountId: LOCAL_ACCOUNT,
    region,
  });
  const functions = readFunctions(reader);
  return {
    stackName: assembly.stackName,
    accountId: LOCAL_ACCOUNT,
    region,
    functions,
    api: readRestApi(reader),
    tables: readTables(reader),
    secrets: readSecrets(reader),
    buckets: readBuckets(reader),
    topics: readTopics(reader),
    schedules: readSchedules(reader),
    alarms: readAlarms(reader),
    dashboards: readDashboards(reader),
    insightRules: readInsightRules(reader),
    logGroups: readLogGroups(reader),
    subscriptions: readSubscriptions(reader),
    customResources: readCustomResources(reader),
    callRules: readCallRules(reader),
    guardrails: readGuardrails(reader, functions),
  };
}

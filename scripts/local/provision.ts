import { randomInt } from 'node:crypto';
import {
  CloudWatchClient,
  PutDashboardCommand,
  PutInsightRuleCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { LOCAL_CREDENTIALS } from './aws/credentials.ts';
import type { EmbeddedAws } from './aws/server.ts';
import { createLogGroups } from './log-groups.ts';
import type { SecretDefinition } from './template/stores.ts';
import type { LocalTemplate } from './template.ts';

/** Creates the template's resources in the embedded AWS. Data that an earlier run left stays as it is. */
export async function provision(aws: EmbeddedAws, template: LocalTemplate): Promise<void> {
  await provisionStores(aws, template);
  await createLogGroups(template, aws.endpoint);
  await provisionObservability(aws, template);
}

async function provisionStores(
  aws: EmbeddedAws,
  { tables, secrets, buckets, topics, region }: LocalTemplate,
): Promise<void> {
  for (const bucket of buckets) aws.createBucket(bucket);
  for (const topic of topics) aws.createTopic(topic);
  for (const { name, partitionKey, sortKey } of tables) await aws.createTable(name, partitionKey, sortKey);
  const client = new SecretsManagerClient({ endpoint: aws.endpoint, region, credentials: LOCAL_CREDENTIALS });
  for (const secret of secrets)
    if (!(await exists(client, secret.arn))) aws.putSecret(secret.arn, secretValue(secret.value));
  client.destroy();
}

async function provisionObservability(
  { endpoint }: EmbeddedAws,
  { alarms, dashboards, insightRules, region }: LocalTemplate,
): Promise<void> {
  const client = new CloudWatchClient({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  for (const { name: RuleName, state: RuleState, body: RuleDefinition } of insightRules)
    await client.send(new PutInsightRuleCommand({ RuleName, RuleState, RuleDefinition }));
  for (const alarm of alarms) await client.send(new PutMetricAlarmCommand(alarm));
  for (const { name: DashboardName, body: DashboardBody } of dashboards)
    await client.send(new PutDashboardCommand({ DashboardName, DashboardBody }));
  client.destroy();
}

async function exists(client: SecretsManagerClient, arn: string): Promise<boolean> {
  try {
    await client.send(new GetSecretValueCommand({ SecretId: arn }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

function secretValue(value: SecretDefinition['value']): string {
  if (value.from === 'template') return value.text;
  return Array.from({ length: value.length }, () => value.alphabet[randomInt(value.alphabet.length)]).join(
    '',
  );
}

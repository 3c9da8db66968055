import { CloudWatchLogsClient, PutSubscriptionFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LOCAL_CREDENTIALS } from './aws/credentials.ts';
import type { EmbeddedAws } from './aws/server.ts';
import type { LocalTemplate } from './template.ts';

/** Creates the template's subscription filters. */
export async function createSubscriptionFilters(
  { subscriptions, region }: Pick<LocalTemplate, 'subscriptions' | 'region'>,
  { endpoint }: Pick<EmbeddedAws, 'endpoint'>,
): Promise<void> {
  const client = new CloudWatchLogsClient({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  for (const subscription of subscriptions) await client.send(new PutSubscriptionFilterCommand(subscription));
  client.destroy();
}

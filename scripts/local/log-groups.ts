import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';
import { LOCAL_CREDENTIALS } from './aws/credentials.ts';
import type { LocalTemplate } from './template.ts';

/** Creates the template's log groups, those that functions and its API write to, which are there before anything is logged. */
export async function createLogGroups(
  { functions, api, logGroups, region }: Pick<LocalTemplate, 'functions' | 'api' | 'logGroups' | 'region'>,
  endpoint: string,
): Promise<void> {
  const names = new Set([
    ...logGroups,
    ...functions.map(({ logGroupName }) => logGroupName),
    ...(api.accessLog ? [api.accessLog.logGroupName] : []),
  ]);
  const client = new CloudWatchLogsClient({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  for (const logGroupName of names)
    await client.send(new CreateLogGroupCommand({ logGroupName })).catch((error: unknown) => {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    });
  client.destroy();
}

import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';
import { LOCAL_CREDENTIALS } from './aws/credentials.ts';
import type { LocalTemplate } from './template.ts';

/** Creates the log groups of the template's functions and of its API, which are there before anything is logged. */
export async function createLogGroups(
  { functions, api, region }: Pick<LocalTemplate, 'functions' | 'api' | 'region'>,
  endpoint: string,
): Promise<void> {
  const names = [
    ...functions.map(({ logGroupName }) => logGroupName),
    api.accessLog?.logGroupName ?? [],
  ].flat();
  const client = new CloudWatchLogsClient({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  for (const logGroupName of names)
    await client.send(new CreateLogGroupCommand({ logGroupName })).catch((error: unknown) => {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    });
  client.destroy();
}

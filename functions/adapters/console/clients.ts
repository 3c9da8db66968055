import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type ClientOptions, clientConfiguration } from '../evidence/clients.ts';

/** Clients of the services that the console reads. Nothing is sent before the first call. */
export function createConsoleClients(options: ClientOptions) {
  const configuration = clientConfiguration(options);
  return {
    cloudWatch: new CloudWatchClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
  };
}

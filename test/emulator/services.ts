import { buffer } from 'node:stream/consumers';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { createSignedHttp } from '#adapters/signed-http.ts';
import { EMULATED_REGION, emulatorEnvironment } from '#scripts/emulator/credentials.ts';
import { emulation } from './emulation.ts';

/** What every SDK client of MiniStack is made with. */
export const clientConfiguration = {
  endpoint: emulation.endpoint,
  region: EMULATED_REGION,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

/** Calls an operation of CloudFormation, whose client is not among the dependencies; resolves to the XML answer. */
export async function callCloudFormation(
  operation: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const send = createSignedHttp({
    signingName: 'cloudformation',
    endpoint: emulation.endpoint,
    region: EMULATED_REGION,
    environment: emulatorEnvironment(emulation.endpoint),
  });
  const form = new URLSearchParams({ Action: operation, Version: '2010-05-15', ...parameters });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await send(
    { path: '/', headers, body: Buffer.from(form.toString()) },
    AbortSignal.timeout(10_000),
  );
  return (await buffer(response)).toString();
}

/** Log lines that contain a text, of all groups whose name contains another. */
export async function logLinesWith(text: string, group = ''): Promise<readonly string[]> {
  const client = new CloudWatchLogsClient(clientConfiguration);
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: group }));
  const found = await Promise.all(
    logGroups.map(({ logGroupName }) => client.send(new FilterLogEventsCommand({ logGroupName }))),
  );
  client.destroy();
  return found
    .flatMap(({ events = [] }) => events.map(({ message = '' }) => message))
    .filter((message) => message.includes(text));
}

/** Names of the metrics of a namespace. */
export async function metricsOf(Namespace: string): Promise<readonly (string | undefined)[]> {
  const client = new CloudWatchClient(clientConfiguration);
  const { Metrics = [] } = await client.send(new ListMetricsCommand({ Namespace }));
  client.destroy();
  return Metrics.map(({ MetricName }) => MetricName);
}

/** Names of the tables that somebody with these credentials is told. */
export async function tablesSeenBy(
  credentials: typeof clientConfiguration.credentials,
): Promise<readonly string[]> {
  const client = new DynamoDBClient({ ...clientConfiguration, credentials });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  client.destroy();
  return TableNames;
}

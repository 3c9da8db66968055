import { buffer } from 'node:stream/consumers';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
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

/** Log lines of all functions that contain a text. */
export async function logLinesWith(text: string): Promise<readonly string[]> {
  const client = new CloudWatchLogsClient(clientConfiguration);
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({}));
  const found = await Promise.all(
    logGroups.map(({ logGroupName }) => client.send(new FilterLogEventsCommand({ logGroupName }))),
  );
  client.destroy();
  return found
    .flatMap(({ events = [] }) => events.map(({ message = '' }) => message))
    .filter((message) => message.includes(text));
}

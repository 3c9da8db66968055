import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Aws, Comparison } from './comparison.ts';

const logGroupName = '/compared/group';
const logStreamName = 'stream';
const stream = { logGroupName, logStreamName };

const client = (aws: Aws) => new CloudWatchLogsClient({ ...aws, maxAttempts: 1 });

function filter(aws: Aws, filterPattern?: string) {
  return client(aws).send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
}

const NO_JSON_PATTERNS = { events: 'MiniStack answers with every event for a JSON pattern.' };

/** What records and metrics need of CloudWatch Logs. */
export const LOGS: readonly Comparison[] = [
  { name: 'CreateLogGroup', call: (aws) => client(aws).send(new CreateLogGroupCommand({ logGroupName })) },
  {
    name: 'CreateLogGroup of a name that exists',
    call: (aws) => client(aws).send(new CreateLogGroupCommand({ logGroupName })),
  },
  { name: 'CreateLogStream', call: (aws) => client(aws).send(new CreateLogStreamCommand(stream)) },
  {
    name: 'CreateLogStream of a name that exists',
    call: (aws) => client(aws).send(new CreateLogStreamCommand(stream)),
  },
  {
    name: 'PutLogEvents',
    call: (aws) => {
      const timestamp = Date.now();
      const logEvents = ['{"level":"INFO","n":1}', '{"level":"ERROR","n":2}', 'plain words'].map(
        (message, index) => ({ timestamp: timestamp + index, message }),
      );
      return client(aws).send(new PutLogEventsCommand({ ...stream, logEvents }));
    },
    differences: { nextSequenceToken: 'Deprecated by AWS: it means nothing and nothing here reads it.' },
  },
  {
    name: 'PutLogEvents into a stream that does not exist',
    call: (aws) =>
      client(aws).send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: 'none',
          logEvents: [{ timestamp: Date.now(), message: 'lost' }],
        }),
      ),
  },
  { name: 'FilterLogEvents', call: (aws) => filter(aws) },
  { name: 'FilterLogEvents by a word', call: (aws) => filter(aws, 'words') },
  {
    name: 'FilterLogEvents by a JSON field',
    call: (aws) => filter(aws, '{ $.level = "ERROR" }'),
    differences: NO_JSON_PATTERNS,
  },
  {
    name: 'FilterLogEvents by a JSON number',
    call: (aws) => filter(aws, '{ $.n > 1 }'),
    differences: NO_JSON_PATTERNS,
  },
  {
    name: 'FilterLogEvents of a group that does not exist',
    call: (aws) => client(aws).send(new FilterLogEventsCommand({ logGroupName: '/compared/none' })),
  },
  {
    name: 'GetLogEvents',
    call: (aws) => client(aws).send(new GetLogEventsCommand({ ...stream, startFromHead: true })),
  },
  {
    name: 'DescribeLogGroups',
    call: async (aws) => {
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: '/compared/' });
      const { logGroups = [] } = await client(aws).send(command);
      return logGroups.map((group) => ({ name: group.logGroupName, arn: group.arn }));
    },
  },
  {
    name: 'DescribeLogStreams',
    call: async (aws) => {
      const { logStreams = [] } = await client(aws).send(new DescribeLogStreamsCommand({ logGroupName }));
      return logStreams.map((found) => found.logStreamName);
    },
  },
];

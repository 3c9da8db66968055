import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  type InputLogEvent,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';
import { LOCAL_CREDENTIALS } from '../aws/credentials.ts';

/** Where a function's lines belong. */
export interface LogPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly logGroupName: string;
}

/** What a function wrote, until it is kept. */
export interface FunctionLog {
  readonly write: (line: { readonly logStreamName: string; readonly message: string }) => void;
  /** Puts what was written into the function's log group. */
  readonly keep: (place: LogPlace) => Promise<void>;
}

/** Collects the lines of a function that runs outside of the account that it works in. */
export function createFunctionLog(): FunctionLog {
  const streams = new Map<string, InputLogEvent[]>();
  return {
    write: ({ logStreamName, message }) => {
      const events = streams.get(logStreamName) ?? [];
      streams.set(logStreamName, events);
      events.push({ timestamp: Date.now(), message });
    },
    keep: async ({ endpoint, region, logGroupName }) => {
      const client = new CloudWatchLogsClient({ endpoint, region, credentials: LOCAL_CREDENTIALS });
      try {
        await orThere(client.send(new CreateLogGroupCommand({ logGroupName })));
        for (const [logStreamName, logEvents] of streams) {
          await orThere(client.send(new CreateLogStreamCommand({ logGroupName, logStreamName })));
          await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
        }
        streams.clear();
      } finally {
        client.destroy();
      }
    },
  };
}

async function orThere(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: unknown) => {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  });
}

import { listenDualProtocol } from '../http/dual-protocol-server.ts';
import type { AccountSetup } from './account.ts';
import type { BedrockModelControls } from './bedrock/controls.ts';
import { createInvokeInProcess, type InvokeInProcess } from './bedrock/in-process.ts';
import { toTrailEvent } from './cloudtrail/answered-call.ts';
import type { TrailEvent } from './cloudtrail/event.ts';
import type { CloudTrail } from './cloudtrail/service.ts';
import type { OpenMetric } from './cloudwatch/metric-store.ts';
import { LOCAL_PRINCIPAL } from './credentials.ts';
import { type AnsweredCall, createDispatcher } from './dispatch.ts';
import type { IncomingLogEvent } from './logs/service.ts';
import type { InvokeDestination } from './logs/subscriptions.ts';
import { createMailbox, type MailboxOptions } from './mail.ts';
import type { BucketSetup } from './s3/bucket.ts';
import type { PutObject } from './s3/service.ts';
import { createParts, hostServices } from './services.ts';
import type { TopicSetup } from './sns/topics.ts';
import { restoreState, saveState } from './state-file.ts';

export { LOCAL_BEARER_TOKEN, LOCAL_CREDENTIALS, LOCAL_REGION } from './credentials.ts';

/** The local model in process. */
export interface EmbeddedBedrock extends BedrockModelControls {
  readonly invoke: InvokeInProcess;
}

/** The functions of a stack, as AWS's services reach them. */
export interface FunctionConnection {
  readonly invoke: InvokeDestination;
  /** Told of every API call that CloudTrail records. */
  readonly onTrailEvent: (event: TrailEvent) => void;
}

/** AWS on loopback: what Waymark's functions call, and no more. */
export interface EmbeddedAws {
  /** `http://127.0.0.1:PORT`: one port for all services, HTTP/1.1 and HTTP/2. */
  readonly endpoint: string;
  /** Latency, faults and counters of the local model, and the way to call it without HTTP. */
  readonly bedrock: EmbeddedBedrock;
  /** Stores a log line and takes the metrics that it embeds. */
  readonly ingestLogEvent: (event: IncomingLogEvent) => void;
  /** Looks a metric up once, to add values to it as AWS's own services do. */
  readonly openMetric: OpenMetric;
  /** Evaluates all alarms over the time before a moment; CloudWatch does so at the end of every minute. */
  readonly evaluateAlarms: (atMs: number) => void;
  /** Creates a secret under its ARN or gives it a new value. */
  readonly putSecret: (arn: string, value: string) => void;
  /** Creates a table with string keys; an existing one is kept. */
  readonly createTable: (name: string, partitionKey: string, sortKey?: string) => Promise<void>;
  /** Creates a bucket; an existing one is kept. */
  readonly createBucket: (bucket: BucketSetup) => void;
  /** Creates a topic, or adds the subscriptions that an existing one lacks. */
  readonly createTopic: (topic: TopicSetup) => void;
  /** Puts an event of any time into the event history, as if the call had been made then. */
  readonly recordEvent: CloudTrail['record'];
  /** Says who is invoked by subscription filters, and told of API calls. */
  readonly connectFunctions: (connection: FunctionConnection) => void;
  /** Resolves when every mail so far is in its file. */
  readonly mailsWritten: () => Promise<void>;
  /** Stops serving and saves the state. Safe to call twice. */
  readonly close: () => Promise<void>;
}

/** How the embedded AWS is started. */
export interface EmbeddedAwsOptions {
  /**
   * Port on 127.0.0.1; 0 takes a free one.
   * @default 0
   */
  readonly port?: number | undefined;
  /**
   * Wall clock, in milliseconds since the epoch. Signatures are always checked against the machine's clock.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
  /**
   * Clock that rate limits are measured by, in milliseconds.
   * @default performance.now
   */
  readonly wallClock?: (() => number) | undefined;
  /**
   * What the account holds from the start.
   * @default - nothing
   */
  readonly account?: AccountSetup | undefined;
  /**
   * Folder that gets every mail to a confirmed subscriber as an `.eml` file.
   * @default - mails are not written
   */
  readonly mailFolder?: string | undefined;
  /**
   * Told about every mail to a confirmed subscriber, with its file.
   * @default - nobody
   */
  readonly onMail?: MailboxOptions['onMail'];
  /**
   * Told about every object that is put into a bucket.
   * @default - nobody
   */
  readonly onPut?: ((object: PutObject) => void) | undefined;
  /**
   * Told about every call over the wire that was answered.
   * @default - nobody
   */
  readonly onCall?: ((call: AnsweredCall) => void) | undefined;
  /**
   * File that keeps tables, secrets, metrics, log lines, states of alarms, objects and topics over a restart.
   * @default - everything is in memory
   */
  readonly stateFile?: string | undefined;
  /**
   * Seed of the local model's answers and latencies.
   * @default 1
   */
  readonly seed?: number | undefined;
  /**
   * Told when the state file cannot be read or a request fails for a reason of our own.
   * @default console.warn
   */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Starts the embedded AWS. */
export async function startEmbeddedAws(options: EmbeddedAwsOptions = {}): Promise<EmbeddedAws> {
  const { port = 0, now = Date.now, account = {}, stateFile, seed = 1, onWarning = console.warn } = options;
  let connected: FunctionConnection = { invoke: () => undefined, onTrailEvent: () => undefined };
  const mailbox = createMailbox({ folder: options.mailFolder, onMail: options.onMail, onWarning });
  const { wallClock = () => performance.now() } = options;
  const parts = createParts({
    now,
    wallClock,
    seed,
    account,
    deliver: mailbox.deliver,
    invoke: (functionArn, event) => connected.invoke(functionArn, event),
    onPut: options.onPut,
  });
  const services = hostServices(parts);
  const kept = services.flatMap((hosted) => hosted.kept ?? []);
  if (stateFile !== undefined) await restoreState(stateFile, kept, onWarning);
  const record = (call: AnsweredCall, timeMs: number): void => {
    const event = toTrailEvent(call, timeMs);
    if (!event) return;
    parts.cloudTrail.record(event);
    connected.onTrailEvent(event);
  };
  const dispatcher = createDispatcher({
    services,
    principals: [LOCAL_PRINCIPAL, ...(account.principals ?? [])],
    refusals: account,
    onCall: (call) => {
      record(call, now());
      options.onCall?.(call);
    },
    onWarning,
  });
  const server = await listenDualProtocol(dispatcher, { port });
  const stop = async (): Promise<void> => {
    await server.close();
    await mailbox.written();
    if (stateFile !== undefined) await saveState(stateFile, kept);
  };
  let stopped: Promise<void> | undefined;
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    bedrock: { ...parts.bedrock.controls, invoke: createInvokeInProcess(parts.bedrock, record) },
    ingestLogEvent: parts.logs.ingest,
    openMetric: parts.cloudWatch.store.open,
    evaluateAlarms: parts.cloudWatch.alarms.evaluate,
    putSecret: parts.secrets.put,
    createTable: parts.dynamoDb.createTable,
    createBucket: parts.s3.create,
    createTopic: parts.sns.create,
    recordEvent: parts.cloudTrail.record,
    connectFunctions: (connection) => {
      connected = connection;
    },
    mailsWritten: mailbox.written,
    close: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

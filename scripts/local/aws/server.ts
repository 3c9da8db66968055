import { listenDualProtocol } from '../http/dual-protocol-server.ts';
import type { BedrockModelControls } from './bedrock/controls.ts';
import { createBedrockRuntime } from './bedrock/service.ts';
import { createCloudWatch } from './cloudwatch/service.ts';
import { createDispatcher, type Services } from './dispatch.ts';
import { createDynamoDb } from './dynamodb.ts';
import { createLogs, type IncomingLogEvent } from './logs/service.ts';
import { createSecretsManager } from './secrets-manager.ts';
import { createSecurityTokenService } from './security-token.ts';
import { EMPTY_STATE, loadState, type SavedState, saveState } from './state-file.ts';

export { LOCAL_BEARER_TOKEN, LOCAL_CREDENTIALS, LOCAL_REGION } from './credentials.ts';

/** AWS on loopback: what Waymark's functions call, and no more. */
export interface EmbeddedAws {
  /** `http://127.0.0.1:PORT`: one port for all services, HTTP/1.1 and HTTP/2. */
  readonly endpoint: string;
  /** Latency, faults and counters of the local model. */
  readonly bedrock: BedrockModelControls;
  /** Stores a log line and takes the metrics that it embeds. */
  readonly ingestLogEvent: (event: IncomingLogEvent) => void;
  /** Creates a secret under its ARN or gives it a new value. */
  readonly putSecret: (arn: string, value: string) => void;
  /** Creates a table with one string key; an existing one is kept. */
  readonly createTable: (name: string, partitionKey: string) => Promise<void>;
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
   * File that keeps tables, secrets and metrics over a restart.
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
  const { port = 0, now = Date.now, stateFile, seed = 1, onWarning = console.warn } = options;
  const parts = createParts({ now, seed });
  if (stateFile !== undefined) await restore(parts, await loadState(stateFile, onWarning));
  const server = await listenDualProtocol(createDispatcher(toServices(parts), onWarning), { port });
  const stop = async (): Promise<void> => {
    await server.close();
    if (stateFile !== undefined) await saveState(stateFile, await snapshot(parts));
  };
  let stopped: Promise<void> | undefined;
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    bedrock: parts.bedrock.controls,
    ingestLogEvent: parts.logs.ingest,
    putSecret: parts.secrets.put,
    createTable: parts.dynamoDb.createTable,
    close: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function createParts({ now, seed }: { readonly now: () => number; readonly seed: number }) {
  const cloudWatch = createCloudWatch({ now });
  const logs = createLogs({
    now,
    onEvent: ({ logGroupName, message }) => cloudWatch.ingestLogLine(logGroupName, message),
  });
  return {
    cloudWatch,
    logs,
    secrets: createSecretsManager({ now }),
    dynamoDb: createDynamoDb(),
    bedrock: createBedrockRuntime({ now, seed }),
  };
}

type Parts = ReturnType<typeof createParts>;

const toServices = ({ bedrock, cloudWatch, logs, secrets, dynamoDb }: Parts): Services => ({
  bedrock: bedrock.service,
  monitoring: cloudWatch.service,
  logs: logs.service,
  secretsmanager: secrets.service,
  sts: createSecurityTokenService(),
  dynamodb: dynamoDb.service,
});

async function restore({ secrets, cloudWatch, dynamoDb }: Parts, state: SavedState): Promise<void> {
  secrets.restore(state.secrets);
  cloudWatch.store.restore(state.metrics);
  await dynamoDb.restore(state.tables);
}

async function snapshot({ secrets, cloudWatch, dynamoDb }: Parts): Promise<SavedState> {
  return {
    ...EMPTY_STATE,
    secrets: [...secrets.all()],
    tables: [...(await dynamoDb.all())],
    metrics: [...cloudWatch.store.all()],
  };
}

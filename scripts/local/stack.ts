import { startApiGateway } from './api-gateway/server.ts';
import { type EmbeddedAws, startEmbeddedAws } from './aws/server.ts';
import { createFunctionPools } from './function-pools.ts';
import { silenceNodeVersionWarning } from './isolate.ts';
import { type AwaitedLines, createLogBook, type LogBook } from './log-book.ts';
import { provision } from './provision.ts';
import { connectStackKeys, type StackKeys } from './stack-keys.ts';
import { synthesise } from './synthesise.ts';
import { type LocalTemplate, loadTemplate } from './template.ts';

/** How a local stack is started. */
export interface LocalStackOptions {
  /**
   * Port of the API on 127.0.0.1; 0 takes a free one.
   * @default 0
   */
  readonly port?: number | undefined;
  /**
   * Stage to synthesise, as in the settings.
   * @default 'dev'
   */
  readonly stage?: string | undefined;
  /**
   * Folder of an already synthesised cloud assembly.
   * @default - `infra/app.ts` is synthesised into `build/local`, unless nothing changed since the last time
   */
  readonly assemblyFolder?: string | undefined;
  /**
   * CDK context on top of `cdk.json`, for example `{ waymark: { stages: { dev: { guardrail: { mode: 'off' } } } } }`.
   * @default - none
   */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Environment variables that replace those of the template, by function role (`POWERTOOLS_SERVICE_NAME`).
   * For tests only: what is deployed has the template's.
   * @default - none
   */
  readonly environmentOverrides?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /**
   * File that keeps keys, secrets and metrics over a restart.
   * @default - everything is in memory
   */
  readonly stateFile?: string | undefined;
  /**
   * Seed of the local model's answers.
   * @default 1
   */
  readonly seed?: number | undefined;
  /**
   * Told what happens while starting, one line each.
   * @default - silent
   */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** The whole deployable artefact, running on 127.0.0.1. */
export interface LocalStack extends StackKeys {
  /** Where a Bedrock client is pointed, without a slash at the end: `http://127.0.0.1:PORT`. `/dev/…` works too. */
  readonly apiUrl: string;
  readonly template: LocalTemplate;
  readonly aws: EmbeddedAws;
  /** Faults, latency and counters of the local model; the same object as `aws.bedrock`. */
  readonly bedrock: EmbeddedAws['bedrock'];
  /** Lines written so far by `gateway`, `authorizer`, `feedback` or `access` (the newest 20,000 at least). */
  readonly logLines: (source: string) => readonly string[];
  /** Resolves as soon as enough lines match, those already written included. No polling. */
  readonly waitForLogLines: (awaited: AwaitedLines) => Promise<readonly string[]>;
  /** Starts all functions anew and forgets cached authorisations, as a deployment does. */
  readonly recycleFunctions: () => Promise<void>;
  /** Stops serving, ends every function, saves the state. */
  readonly close: () => Promise<void>;
}

/** Starts the deployable artefact with an embedded AWS, all on 127.0.0.1. */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  silenceNodeVersionWarning();
  const { stage = 'dev', context = {}, onProgress = () => undefined } = options;
  const folder = options.assemblyFolder ?? (await synthesise({ context: { ...context, stage }, onProgress }));
  const template = loadTemplate(folder);
  const aws = await startEmbeddedAws(embeddedAwsOptions(options));
  const started: Closer[] = [() => aws.close()];
  try {
    return await startOn(aws, template, { options, started });
  } catch (error) {
    await closeAll(started);
    throw error;
  }
}

type Closer = () => void | Promise<void>;

/** Ends what was started, the newest first. Safe to call twice. */
async function closeAll(started: Closer[]): Promise<void> {
  for (const close of started.splice(0).toReversed()) await close();
}

function embeddedAwsOptions({ stateFile, seed }: LocalStackOptions) {
  return { ...(stateFile !== undefined && { stateFile }), ...(seed !== undefined && { seed }) };
}

async function startOn(
  aws: EmbeddedAws,
  template: LocalTemplate,
  { options, started }: { readonly options: LocalStackOptions; readonly started: Closer[] },
): Promise<LocalStack> {
  await provision(aws, template);
  const logBook = createLogBook();
  const { destroy: disconnectKeys, ...keys } = connectStackKeys(template, aws);
  started.push(disconnectKeys);
  const pools = await createFunctionPools(template, {
    aws,
    logBook,
    overrides: options.environmentOverrides ?? {},
  });
  started.push(pools.recycle);
  const gateway = await startApiGateway({
    api: template.api,
    findFunction: pools.find,
    onAccessLog: accessLogWriter(template, aws, logBook),
    port: options.port,
  });
  started.push(gateway.close);
  return {
    ...keys,
    apiUrl: `http://127.0.0.1:${gateway.port}`,
    template,
    aws,
    bedrock: aws.bedrock,
    logLines: logBook.lines,
    waitForLogLines: logBook.waitFor,
    recycleFunctions: async () => {
      gateway.flushAuthorizerCache();
      await pools.recycle();
    },
    close: () => closeAll(started),
  };
}

function accessLogWriter({ api }: LocalTemplate, aws: EmbeddedAws, logBook: LogBook): (line: string) => void {
  const logGroupName = api.accessLog?.logGroupName ?? '';
  return (message) => {
    aws.ingestLogEvent({ logGroupName, logStreamName: api.apiId, timestampMs: Date.now(), message });
    logBook.write({ source: 'access', message });
  };
}

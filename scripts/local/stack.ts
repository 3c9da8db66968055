import { json } from 'node:stream/consumers';
import { followAlarms } from './alarm-clock.ts';
import { createApiMeter } from './api-gateway/api-meter.ts';
import { startApiGateway } from './api-gateway/server.ts';
import { createAsynchronousInvocations } from './asynchronous.ts';
import { type EmbeddedAws, startEmbeddedAws } from './aws/server.ts';
import { followCallRules } from './call-rules.ts';
import { makeCustomResources } from './custom-resources.ts';
import { createFunctionPools } from './function-pools.ts';
import { principalOf } from './function-principal.ts';
import { silenceNodeVersionWarning } from './isolate.ts';
import { type AwaitedLines, createLogBook, type LogBook } from './log-book.ts';
import { createObjectFolder, linkPrefixOf, type ObjectFolder, REPORT_KEYS } from './object-folder.ts';
import { provision } from './provision.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import { followWallClock } from './scheduler/wall-clock.ts';
import { createFunctionSchedules } from './schedules.ts';
import { connectStackKeys, type StackKeys } from './stack-keys.ts';
import type { LocalStackOptions } from './stack-options.ts';
import { createSubscriptionFilters } from './subscriptions.ts';
import { synthesise } from './synthesise.ts';
import { functionNamed } from './teams/place.ts';
import { type LocalTemplate, loadTemplate } from './template.ts';

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
  /** Resolves when no function runs: what the calls answered so far had to log is logged. */
  readonly settled: () => Promise<void>;
  /** Starts all functions anew and forgets cached authorisations, as a deployment does. */
  readonly recycleFunctions: () => Promise<void>;
  /** Runs the function of a role, as a schedule does; fails as the function does. */
  readonly invoke: (role: string, event: unknown) => Promise<unknown>;
  /** The clock of the template's schedules. */
  readonly schedules: Scheduler;
  /** Stops serving, ends every function, saves the state. */
  readonly close: () => Promise<void>;
}

/** Starts the deployable artefact with an embedded AWS, all on 127.0.0.1. */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  silenceNodeVersionWarning();
  const { stage = 'dev', context = {}, onProgress = () => undefined } = options;
  const folder = options.assemblyFolder ?? (await synthesise({ context: { ...context, stage }, onProgress }));
  const template = loadTemplate(folder);
  const reports = openReportFolder(options);
  const aws = await startEmbeddedAws(embeddedAwsOptions(options, template, reports));
  const started: Closer[] = [() => reports?.written(), () => aws.close()];
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

function embeddedAwsOptions(
  { stateFile, seed, mailFolder, onAwsCall }: LocalStackOptions,
  { guardrails, functions }: LocalTemplate,
  reports: ObjectFolder | undefined,
) {
  const account = { guardrails, principals: functions.map(principalOf) };
  return { stateFile, seed, mailFolder, account, onPut: reports?.keep, onCall: onAwsCall };
}

function openReportFolder({ reportFolder, onProgress = () => undefined }: LocalStackOptions) {
  if (reportFolder === undefined) return undefined;
  return createObjectFolder({ folder: reportFolder, prefix: REPORT_KEYS, onWarning: onProgress });
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
    overrides: overridesOf(options),
  });
  started.push(pools.recycle);
  const queue = createAsynchronousInvocations(pools, tellGivenUp(options));
  const onTrailEvent = followCallRules(template.callRules, queue.invoke);
  aws.connectFunctions({ invoke: queue.invoke, onTrailEvent });
  await makeCustomResources(template, pools);
  await createSubscriptionFilters(template, aws);
  const { aroundScheduledRun: aroundRun } = options;
  const schedules = createFunctionSchedules(template, { pools, startMs: Date.now(), aroundRun });
  if (options.followsClock) {
    started.push(followWallClock(schedules, tellFailure(options)));
    started.push(followAlarms(aws, tellFailure(options)));
  }
  const gateway = await startApiGateway({
    api: template.api,
    findFunction: pools.find,
    onAccessLog: accessLogWriter(template, aws, logBook),
    meter: createApiMeter(template.api, aws.openMetric),
    port: options.port,
    front: options.front,
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
    settled: async () => {
      await pools.settled();
      await queue.settled();
    },
    schedules,
    invoke: async (role, event) => json(pools.find(functionNamed(template, role).arn).invoke(event)),
    recycleFunctions: async () => {
      gateway.flushAuthorizerCache();
      await pools.recycle();
    },
    close: () => closeAll(started),
  };
}

/** Reports link to where this machine keeps them, in place of S3's console. */
function overridesOf({ environmentOverrides = {}, reportFolder }: LocalStackOptions) {
  if (reportFolder === undefined) return environmentOverrides;
  const maturity = { REPORT_LINK_PREFIX: linkPrefixOf(reportFolder), ...environmentOverrides.maturity };
  return { ...environmentOverrides, maturity };
}

function tellFailure({ onProgress }: LocalStackOptions) {
  return (error: unknown): void => onProgress?.(`A schedule failed: ${String(error)}`);
}

function tellGivenUp({ onProgress }: LocalStackOptions) {
  return (functionArn: string, error: unknown): void =>
    onProgress?.(`${functionArn} failed at an event and was not asked again: ${String(error)}`);
}

function accessLogWriter({ api }: LocalTemplate, aws: EmbeddedAws, logBook: LogBook): (line: string) => void {
  const logGroupName = api.accessLog?.logGroupName ?? '';
  return (message) => {
    aws.ingestLogEvent({ logGroupName, logStreamName: api.apiId, timestampMs: Date.now(), message });
    logBook.write({ source: 'access', message });
  };
}

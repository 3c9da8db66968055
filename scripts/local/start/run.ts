import { join } from 'node:path';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import * as z from 'zod';
import { consoleContext } from '../console/context.ts';
import { createLocalConsole, type LocalConsole } from '../console/local-console.ts';
import type { IssuedKey } from '../key-issuer.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { LOCAL_BUILD_FOLDER } from '../synthesise.ts';
import { takeKey } from './kept-key.ts';
import type { StartOptions } from './options.ts';
import type { StartReport } from './report.ts';
import { claimRuntime, findRuntime } from './runtime-file.ts';
import { readSummary, type Summary } from './summary.ts';
import { sendTraffic, type TrafficResult } from './traffic.ts';

const MINUTE_MS = 60_000;

/** A running stack and what there is to tell about it. */
export interface Started {
  readonly stack: LocalStack;
  readonly report: StartReport;
  readonly console: LocalConsole;
}

/** Starts the stack, makes a key, sends the traffic sample and reads the summary back. */
export async function startAndReport(
  options: StartOptions,
  onProgress: (line: string) => void,
): Promise<Started> {
  const { stage, port, seed } = options;
  onProgress('Starting …');
  const { stateFile, keyFile, isAnnounced } = await chooseFiles(options, onProgress);
  const evidence = isAnnounced ? evidenceFolders(stage) : {};
  const console = createLocalConsole();
  const stack = await startLocalStack({
    ...{ stage, port, seed, stateFile, onProgress, ...evidence },
    followsClock: true,
    context: consoleContext(),
    front: console.front,
  });
  try {
    if (isAnnounced) await announce(stack, stage);
    const key = await takeKey(stack, keyFile);
    const { region } = stack.template;
    console.open({ apiUrl: stack.apiUrl, key: key.key, stage, region, ...evidence });
    const readyMs = Math.round(performance.now()); // since the process began
    const sample = await runSample(stack, key, { options, onProgress });
    await addUpCosts(stack);
    return { stack, console, report: toReport(stack, { key, stage, isAnnounced, readyMs, sample }) };
  } catch (error) {
    await stack.close();
    throw error;
  }
}

interface KeptFiles {
  readonly stateFile: string | undefined;
  readonly keyFile: string | undefined;
  /** Whether `npm run keys -- --local` is to find this stack. */
  readonly isAnnounced: boolean;
}

/** A single run keeps nothing; the saved state and `npm run keys -- --local` belong to the start that came first. */
async function chooseFiles(
  { once, stage }: StartOptions,
  onProgress: (line: string) => void,
): Promise<KeptFiles> {
  const running = once ? undefined : await findRuntime();
  if (running)
    onProgress(
      `Another npm start serves ${running.apiUrl}. It owns the saved state and is what "npm run keys -- --local" reaches; this one keeps nothing.`,
    );
  if (once || running) return { stateFile: undefined, keyFile: undefined, isAnnounced: false };
  return {
    stateFile: join(LOCAL_BUILD_FOLDER, `state-${stage}.json`),
    keyFile: join(LOCAL_BUILD_FOLDER, `key-${stage}.json`),
    isAnnounced: true,
  };
}

/** Where reports and mails of the running stack go. */
const evidenceFolders = (stage: string) => ({
  reportFolder: join(LOCAL_BUILD_FOLDER, 'reports', `stage-${stage}`),
  mailFolder: join(LOCAL_BUILD_FOLDER, 'mail', `stage-${stage}`),
});

interface Sample {
  readonly traffic: TrafficResult;
  readonly summary: Summary;
  readonly sinceMs: number;
}

async function runSample(
  stack: LocalStack,
  { key }: IssuedKey,
  {
    options: { requests, stage },
    onProgress,
  }: { readonly options: StartOptions; readonly onProgress: (line: string) => void },
): Promise<Sample | undefined> {
  if (requests === 0) return undefined;
  onProgress(`Sending ${requests} calls …`);
  const sinceMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS; // CloudWatch's finest grain here
  const { region } = stack.template;
  const client = new BedrockRuntimeClient({
    endpoint: stack.apiUrl,
    region,
    token: { token: key },
    authSchemePreference: ['httpBearerAuth'],
    maxAttempts: 1,
  });
  const traffic = await sendTraffic(client, { models: modelsOf(stack), count: requests });
  client.destroy();
  await stack.settled(); // a record is written after the answer
  const { endpoint } = stack.aws;
  const summary = await readSummary({ endpoint, region, stage, sinceMs, untilMs: Date.now() });
  return { traffic, summary, sinceMs };
}

/** What the schedule does four times a day, now: the page would say nothing until then. */
async function addUpCosts({ invoke }: LocalStack): Promise<void> {
  await invoke('cost', { kind: 'rollup' });
}

/** Models the template allows the gateway to call. */
function modelsOf({ template }: LocalStack): readonly string[] {
  const allowed = template.functions
    .map(({ environment }) => environment.ALLOWED_MODELS)
    .find((text) => text);
  return z
    .array(z.string())
    .nonempty()
    .parse(JSON.parse(allowed ?? '[]'));
}

function toReport(
  stack: LocalStack,
  {
    key: { key, keyId },
    stage,
    isAnnounced,
    readyMs,
    sample,
  }: {
    readonly key: IssuedKey;
    readonly stage: string;
    readonly isAnnounced: boolean;
    readonly readyMs: number;
    readonly sample: Sample | undefined;
  },
): StartReport {
  return {
    apiUrl: stack.apiUrl,
    awsEndpoint: stack.aws.endpoint,
    region: stack.template.region,
    model: modelsOf(stack)[0] ?? '',
    stage,
    key,
    keyId,
    isAnnounced,
    readyMs,
    traffic: sample?.traffic,
    summary: sample?.summary,
    since: sample && new Date(sample.sinceMs).toISOString(),
  };
}

async function announce(stack: LocalStack, stage: string): Promise<void> {
  await claimRuntime({
    processId: process.pid,
    apiUrl: stack.apiUrl,
    endpoint: stack.aws.endpoint,
    region: stack.template.region,
    stage,
    keysTableName: stack.keysTableName,
    hashSecretArn: stack.hashSecretArn,
  });
}

import { join } from 'node:path';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import * as z from 'zod';
import type { IssuedKey } from '../key-issuer.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { LOCAL_BUILD_FOLDER } from '../synthesise.ts';
import type { StartOptions } from './options.ts';
import type { StartReport } from './report.ts';
import { writeRuntime } from './runtime-file.ts';
import { readSummary, type Summary } from './summary.ts';
import { sendTraffic, type TrafficResult } from './traffic.ts';

/** Tenant of the key that `npm start` makes. */
const TENANT = 'local';

/** A running stack and what there is to tell about it. */
export interface Started {
  readonly stack: LocalStack;
  readonly report: StartReport;
}

/** Starts the stack, makes a key, sends the traffic sample and reads the summary back. */
export async function startAndReport(
  options: StartOptions,
  onProgress: (line: string) => void,
): Promise<Started> {
  const startedMs = Date.now();
  const { stage, port, seed, once } = options;
  const stateFile = once ? undefined : join(LOCAL_BUILD_FOLDER, `state-${stage}.json`);
  onProgress('Starting …');
  const stack = await startLocalStack({ stage, port, seed, stateFile, onProgress });
  try {
    const key = await stack.createKey(TENANT, 'npm start');
    if (!once) await tellOthers(stack, stage);
    const readyMs = Date.now() - startedMs;
    const sample = await runSample(stack, key, { options, onProgress });
    return { stack, report: toReport(stack, { key, stage, readyMs, sample }) };
  } catch (error) {
    await stack.close();
    throw error;
  }
}

interface Sample {
  readonly traffic: TrafficResult;
  readonly summary: Summary;
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
  const sinceMs = Date.now();
  const { region } = stack.template;
  const client = new BedrockRuntimeClient({
    endpoint: stack.apiUrl,
    region,
    token: { token: key },
    maxAttempts: 1,
  });
  const traffic = await sendTraffic(client, { models: modelsOf(stack), count: requests });
  client.destroy();
  // A function's record is written before its REPORT line.
  await stack.waitForLogLines({
    source: 'gateway',
    matches: (line) => line.startsWith('REPORT'),
    count: requests,
  });
  const { endpoint } = stack.aws;
  return { traffic, summary: await readSummary({ endpoint, region, stage, sinceMs, untilMs: Date.now() }) };
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
    readyMs,
    sample,
  }: {
    readonly key: IssuedKey;
    readonly stage: string;
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
    readyMs,
    traffic: sample?.traffic,
    summary: sample?.summary,
  };
}

async function tellOthers(stack: LocalStack, stage: string): Promise<void> {
  await writeRuntime({
    processId: process.pid,
    apiUrl: stack.apiUrl,
    endpoint: stack.aws.endpoint,
    region: stack.template.region,
    stage,
    keysTableName: stack.keysTableName,
    hashSecretArn: stack.hashSecretArn,
  });
}

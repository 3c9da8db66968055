import { gzipSync } from 'node:zlib';
import { startLocalStack } from '#scripts/local/stack.ts';
import { createAwsMeter, roleOf } from './aws-meter.ts';
import { measureKind } from './measure-kind.ts';
import { createRunMeter } from './measure-runs.ts';
import type { MeasuredKind, Measurement } from './measurement.ts';
import {
  createLineReader,
  type Measuring,
  mean,
  NETWORK_SECONDS,
  rounded,
  settledCalls,
} from './measuring.ts';
import { KINDS } from './mix.ts';
import { sampleCall, send } from './sample-calls.ts';

/** gzip's level for what CloudWatch Logs keeps (recalled from its pricing page, not verified). */
const GZIP_LEVEL = 6;
/** A model that is in the default settings. */
const MODEL = 'us.amazon.nova-lite-v1:0';

/** Runs the synthesised stack on this machine and measures calls and scheduled runs. */
export async function measure(
  assemblyFolder: string,
  onProgress: (line: string) => void,
): Promise<Measurement> {
  const meter = createAwsMeter();
  const runs = createRunMeter(meter);
  const stack = await startLocalStack({
    assemblyFolder,
    onAwsCall: meter.onCall,
    aroundScheduledRun: runs.aroundRun,
  });
  try {
    stack.bedrock.setLatency({ medianFirstTokenMs: 0, medianTokenMs: 0 });
    meter.follow(stack.template.functions);
    const takeLines = createLineReader(stack, [...stack.template.functions.map(roleOf), 'access']);
    const { key } = await stack.createKey('bench', 'cost');
    return await measureAll({ stack, meter, runs, takeLines, key, model: MODEL }, onProgress);
  } finally {
    await stack.close();
  }
}

async function measureAll(measuring: Measuring, onProgress: (line: string) => void): Promise<Measurement> {
  onProgress('measuring calls');
  const cold = await measureAuthorisation(measuring, measuring.key);
  const { key } = await measuring.stack.createKey('bench', 'another');
  const authorisation = await measureAuthorisation(measuring, key);
  const kinds: Record<string, MeasuredKind> = {};
  const seconds: number[] = [];
  const lines: string[] = [];
  for (const kind of KINDS) {
    const { measured, secondsPerCall, written } = await measureKind(measuring, kind);
    kinds[kind] = measured;
    lines.push(...written);
    if (kind === 'answered' || kind === 'streamed') seconds.push(secondsPerCall);
  }
  onProgress('measuring scheduled runs');
  return {
    measuredOn: new Date().toISOString().slice(0, 10),
    kinds,
    overheadSeconds: rounded(mean(seconds)),
    authorisation,
    startCalls: subtract(cold.apiCalls, authorisation.apiCalls),
    runs: await measuring.runs.measure(measuring),
    compressedShare: compressedShareOf(lines),
  };
}

/** The first call of a key; the very first one also starts the environments. */
async function measureAuthorisation(
  measuring: Measuring,
  key: string,
): Promise<Measurement['authorisation']> {
  const call = sampleCall('answered', { model: measuring.model, index: 0 });
  const { seconds } = await send(call, { apiUrl: measuring.stack.apiUrl, key });
  const { apiCalls } = await settledCalls(measuring);
  const requests = Object.values(apiCalls).reduce((total, count) => total + count, 0);
  return { seconds: rounded(seconds + requests * NETWORK_SECONDS), apiCalls };
}

/** What the first has more than the second. */
function subtract(
  first: Readonly<Record<string, number>>,
  second: Readonly<Record<string, number>>,
): Record<string, number> {
  const left = Object.entries(first).map(([name, count]) => [name, count - (second[name] ?? 0)] as const);
  return Object.fromEntries(left.filter(([, count]) => count > 0));
}

function compressedShareOf(lines: readonly string[]): number {
  const log = lines.join('\n');
  return rounded(gzipSync(log, { level: GZIP_LEVEL }).byteLength / Buffer.byteLength(log));
}

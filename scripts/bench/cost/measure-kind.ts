import { extractMetrics } from '#scripts/local/aws/cloudwatch/embedded-metrics.ts';
import type { MeasuredKind } from './measurement.ts';
import { bytesOf, type Measuring, mean, settledCalls } from './measuring.ts';
import type { Kind } from './mix.ts';
import { type SampleAnswer, sampleCall, send, textUnitsOf } from './sample-calls.ts';

/** Calls of each kind: their lines differ by a few bytes. */
const CALLS_PER_KIND = 10;

/** What the calls of a kind showed. */
export interface KindResult {
  readonly measured: MeasuredKind;
  /** Without the model: it answers at once. */
  readonly secondsPerCall: number;
  /** Every line that the calls wrote. */
  readonly written: readonly string[];
}

/** Sends calls of one kind, one after the other. */
export async function measureKind(measuring: Measuring, kind: Kind): Promise<KindResult> {
  const { stack, takeLines, key, model } = measuring;
  await settledCalls(measuring);
  takeLines();
  const answers: SampleAnswer[] = [];
  for (let index = 0; index < CALLS_PER_KIND; index += 1)
    answers.push(await send(sampleCall(kind, { model, index }), { apiUrl: stack.apiUrl, key }));
  const { apiCalls } = await settledCalls(measuring);
  const written = takeLines();
  const metrics = written.flatMap(metricsOf);
  const measured = {
    status: answers[0]?.status ?? 0,
    logLines: written.length / CALLS_PER_KIND,
    logBytes: Math.round(bytesOf(written) / CALLS_PER_KIND),
    responseBytes: Math.round(mean(answers.map(({ bytes }) => bytes))),
    textUnits: textUnitsOf(kind),
    stageMetrics: namesOf(metrics.filter(({ isPerModel }) => !isPerModel)),
    modelMetrics: namesOf(metrics.filter(({ isPerModel }) => isPerModel)),
    apiCalls: Object.fromEntries(
      Object.entries(apiCalls).map(([name, count]) => [name, count / CALLS_PER_KIND]),
    ),
  };
  return { measured, secondsPerCall: mean(answers.map(({ seconds }) => seconds)), written };
}

interface EmittedMetric {
  /** Its dimensions belong to its name: each set of them is a metric of its own. */
  readonly name: string;
  readonly isPerModel: boolean;
}

function metricsOf(line: string): readonly EmittedMetric[] {
  return extractMetrics(line, { nowMs: Date.now() }).samples.map(({ metricName, dimensions }) => ({
    name: `${metricName} by ${dimensions.map(({ name }) => name).join(', ')}`,
    isPerModel: dimensions.some(({ name }) => name === 'Model'),
  }));
}

const namesOf = (metrics: readonly EmittedMetric[]): string[] =>
  [...new Set(metrics.map(({ name }) => name))].toSorted();

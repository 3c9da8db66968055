import type { LocalStack } from '#scripts/local/stack.ts';
import type { AwsMeter, MeteredCalls } from './aws-meter.ts';
import type { RunMeter } from './measure-runs.ts';

/** A call to AWS over its network instead of loopback, seconds: an assumption. */
export const NETWORK_SECONDS = 0.05;

/** A running stack and what it is measured by. */
export interface Measuring {
  readonly stack: LocalStack;
  readonly meter: AwsMeter;
  readonly runs: RunMeter;
  /** The lines that were written since the last time. */
  readonly takeLines: () => readonly string[];
  /** Bearer key that the authorizer knows. */
  readonly key: string;
  /** Model that is called. */
  readonly model: string;
}

/** Reads the new lines of the functions with these roles, and of the access log. */
export function createLineReader(
  { logLines }: Pick<LocalStack, 'logLines'>,
  sources: readonly string[],
): () => readonly string[] {
  const seen = new Map<string, number>();
  return () =>
    sources.flatMap((source) => {
      const lines = logLines(source);
      const fresh = lines.slice(seen.get(source) ?? 0);
      seen.set(source, lines.length);
      return fresh;
    });
}

/** What was asked of AWS since the last time, when no function runs any more. */
export async function settledCalls({ stack, meter }: Measuring): Promise<MeteredCalls> {
  await stack.settled();
  return meter.take();
}

/** Bytes of lines as CloudWatch Logs takes them in. */
export const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((total, line) => total + Buffer.byteLength(line), 0);

export const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);

/** Four digits after the point: times of this machine vary more. */
export const rounded = (value: number): number => Number(value.toFixed(4));

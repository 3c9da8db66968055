import { randomBytes } from 'node:crypto';
import type { FunctionDefinition } from './definition.ts';

const MEGABYTE = 1_048_576;

/** What a REPORT line tells. */
export interface InvocationReport {
  readonly requestId: string;
  readonly durationMs: number;
  /** Only on the first invocation of an environment. */
  readonly initDurationMs: number | undefined;
  readonly memoryUsedBytes: number;
  readonly traceId: string;
  /** @default - the invocation ended well */
  readonly status?: 'timeout' | 'error' | undefined;
}

export function startLine(requestId: string): string {
  return `START RequestId: ${requestId} Version: $LATEST`;
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}`;
}

/** Lambda's REPORT line, text format. Initialisation is billed since August 2025. */
export function reportLine(
  { memoryMb }: Pick<FunctionDefinition, 'memoryMb'>,
  { requestId, durationMs, initDurationMs, memoryUsedBytes, traceId, status }: InvocationReport,
): string {
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initDurationMs ?? 0))} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${Math.ceil(memoryUsedBytes / MEGABYTE)} MB`,
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
    ...(status === undefined ? [] : [`Status: ${status}`]),
  ];
  return `${parts.join('\t')}\t\nXRAY TraceId: ${traceId}\tSampled: true`;
}

/** A log stream's name, one per environment. */
export function logStreamName(now: Date): string {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
}

import { readInvocationLine } from '#core/invocation/read-line.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import type { LocalStack } from '#scripts/local/stack.ts';

/** A log line of the gateway, as it was written. */
export interface RecordLine {
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly record: InvocationRecord;
}

/** Waits for the one record of a call; `gatewayRequestId` is the answer's `x-amzn-requestid`. */
export async function waitForRecord(stack: LocalStack, gatewayRequestId: string): Promise<InvocationRecord> {
  return (await waitForRecordLine(stack, gatewayRequestId)).record;
}

/** As `waitForRecord`, with the metrics that stand in the same line. */
export async function waitForRecordLine(stack: LocalStack, gatewayRequestId: string): Promise<RecordLine> {
  const [line] = await stack.waitForLogLines({
    source: 'gateway',
    matches: (text) => text.includes(gatewayRequestId) && isRecordLine(text),
    count: 1,
  });
  return toRecordLine(line ?? '');
}

/** Waits for `count` records that `matches` accepts. */
export async function waitForRecords(
  stack: LocalStack,
  count: number,
  matches: (record: InvocationRecord) => boolean,
): Promise<readonly RecordLine[]> {
  const lines = await stack.waitForLogLines({
    source: 'gateway',
    matches: (text) => isRecordLine(text) && matches(toRecordLine(text).record),
    count,
  });
  return lines.map(toRecordLine);
}

/** All records written so far. */
export function recordLines(stack: LocalStack): readonly RecordLine[] {
  return stack.logLines('gateway').filter(isRecordLine).map(toRecordLine);
}

const isRecordLine = (text: string): boolean => text.includes('"invocation":');

function toRecordLine(text: string): RecordLine {
  const fields: Record<string, unknown> = JSON.parse(text);
  return { text, fields, record: readInvocationLine(fields) };
}

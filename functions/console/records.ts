import { readInvocationLine } from '#core/invocation/read-line.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import type { RecordsAnswer } from './answers.ts';
import type { ConsoleDependencies } from './dependencies.ts';

/** Most records of one answer. */
const MOST = 100;
/** How far back a first look goes. */
const FIRST_LOOK_MS = 24 * 60 * 60_000;

/** The newest records since a moment, newest first. Lines that cannot be read are counted, not hidden. */
export async function readRecords(
  { records, clock }: Pick<ConsoleDependencies, 'records' | 'clock'>,
  since: number | undefined,
): Promise<RecordsAnswer> {
  const sinceMs = Math.max(since ?? 0, clock.now() - FIRST_LOOK_MS);
  const reading = await records.newest({ sinceMs, most: MOST });
  if (reading.status === 'unknown') return reading;
  const read = reading.lines.flatMap(({ message }) => tryToRead(message) ?? []);
  return {
    status: 'known',
    records: read,
    newestMs: reading.lines[0]?.timeMs,
    isCut: !reading.isComplete,
    unreadable: reading.lines.length - read.length,
  };
}

function tryToRead(message: string): InvocationRecord | undefined {
  try {
    return readInvocationLine(JSON.parse(message));
  } catch {
    return undefined; // counted by who asked
  }
}

import { createRecordSink } from '#adapters/record-log.ts';
import type { RecordSink } from '#functions/ports.ts';

/** A line of a function's log. */
export interface CapturedLine {
  readonly message: string;
  /** Time of the call or of the rating. */
  readonly atMs: number;
}

/** The functions' own record sink; the lines that it prints go to `onLine` instead of standard output. */
export function createCapturedSink(stage: string, onLine: (line: CapturedLine) => void): RecordSink {
  const sink = createRecordSink({ stage });
  const capture = (print: () => void, atMs: number): void => {
    for (const message of linesPrintedBy(print)) onLine({ message, atMs });
  };
  return {
    writeInvocation: (record) =>
      capture(
        () => sink.writeInvocation(record),
        Math.round(Date.parse(record.startedAt) + (record.latencyMs ?? 0)),
      ),
    writeFeedback: (record) => capture(() => sink.writeFeedback(record), Date.parse(record.receivedAt)),
    reportDefect: (error) => {
      throw error; // a made-up history has no defects: one of ours must be seen
    },
  };
}

/** A record is printed in one go, so that nobody else can print meanwhile. */
function linesPrintedBy(print: () => void): readonly string[] {
  const { write } = process.stdout;
  let text = '';
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  };
  try {
    print();
  } finally {
    process.stdout.write = write;
  }
  return text.split('\n').filter((line) => line !== '');
}

import type { OnProgress } from './run.ts';

/** The part of a stream that progress is shown on. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Progress in one line that goes away; on anything but a terminal there is none. */
export function createProgress(stream: ProgressStream): {
  readonly onProgress: OnProgress;
  readonly clear: () => void;
} {
  const isShown = stream.isTTY === true;
  return {
    onProgress: (done, total) => {
      if (isShown) stream.write(`\r\u001b[KReading evidence ${done}/${total} …`);
    },
    clear: () => {
      if (isShown) stream.write('\r\u001b[K');
    },
  };
}

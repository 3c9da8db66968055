import type { Writable } from 'node:stream';

/** Ends `front`, which writes to `answer`, when that is closed before it is finished: nobody reads any more. */
export function followAnswer(front: Writable, answer: Writable): void {
  answer.on('error', () => undefined); // a caller who left is told by the run's signal
  answer.once('close', () => {
    if (!answer.writableFinished) front.destroy();
  });
}

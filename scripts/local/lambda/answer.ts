import { Readable } from 'node:stream';

/** What the other side of an answer wants to know. */
export interface AnswerListener {
  /** So many bytes have been taken: more may be sent. */
  readonly onConsumed: (bytes: number) => void;
  /** Destroyed before its end. */
  readonly onAbandoned: () => void;
}

/** The answer of one invocation, with back-pressure towards the worker. */
export interface Answer {
  readonly body: Readable;
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

export function createAnswer({ onConsumed, onAbandoned }: AnswerListener): Answer {
  let waitingBytes = 0;
  let isSettled = false;
  const body = new Readable({
    read: () => {
      if (waitingBytes === 0) return;
      const bytes = waitingBytes;
      waitingBytes = 0;
      onConsumed(bytes);
    },
    destroy: (error, done) => {
      if (!isSettled) onAbandoned();
      isSettled = true;
      done(error);
    },
  });
  return {
    body,
    push: (bytes) => {
      if (body.destroyed) return;
      if (body.push(bytes)) onConsumed(bytes.byteLength);
      else waitingBytes += bytes.byteLength;
    },
    end: () => {
      isSettled = true;
      body.push(null);
    },
    fail: (error) => {
      if (isSettled) return;
      isSettled = true;
      body.destroy(error);
    },
  };
}

import { Readable } from 'node:stream';

/** What the function's side wants to know of the reader. */
export interface AnswerListener {
  /** So many bytes have been taken: more may be sent. */
  readonly onConsumed: (bytes: number) => void;
  /** Destroyed before its end. */
  readonly onAbandoned: () => void;
}

/** The answer of one invocation, with back-pressure towards the worker. */
export interface Answer {
  readonly body: Readable;
  /** Names who is told; an answer has nobody until its invocation starts. */
  readonly connect: (listener: AnswerListener) => void;
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
  /** Does nothing once the answer is complete. */
  readonly fail: (error: Error) => void;
}

export function createAnswer(): Answer {
  let listener: AnswerListener | undefined;
  let waitingBytes = 0;
  let isSettled = false;
  const body = new Readable({
    read: () => {
      if (waitingBytes === 0) return;
      const bytes = waitingBytes;
      waitingBytes = 0;
      listener?.onConsumed(bytes);
    },
    destroy: (error, done) => {
      if (!isSettled) listener?.onAbandoned();
      isSettled = true;
      done(error);
    },
  });
  body.on('error', () => undefined); // readers see it all the same; without one it must not end this process
  return {
    body,
    connect: (newListener) => {
      listener = newListener;
    },
    push: (bytes) => {
      if (body.destroyed) return listener?.onAbandoned();
      if (body.push(bytes)) listener?.onConsumed(bytes.byteLength);
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

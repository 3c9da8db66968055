/** An error as Lambda reports it in a function's answer. */
export interface FunctionErrorBody {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What a worker thread is started with. */
export interface WorkerStart {
  /** Folder of the bundle, the function's `/var/task`. */
  readonly folder: string;
  /** As in the template: `index.handler`. */
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logFormat: 'Text' | 'JSON';
}

/** From the pool to a worker. */
export type ToWorker =
  | {
      readonly type: 'invoke';
      readonly requestId: string;
      /** JSON text of the event. */
      readonly event: string;
      readonly deadlineMs: number;
      readonly traceHeader: string;
    }
  /** So many bytes of the answer have been taken by the reader. */
  | { readonly type: 'consumed'; readonly bytes: number }
  /** Nobody reads the answer any more. */
  | { readonly type: 'abort' };

/** From a worker to its pool. One invocation runs at a time, so messages need no id. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'init-failed'; readonly error: FunctionErrorBody }
  | { readonly type: 'log'; readonly message: string }
  | { readonly type: 'chunk'; readonly bytes: Uint8Array }
  /** The answer is complete; the handler may still be at work. */
  | { readonly type: 'body-end' }
  | { readonly type: 'done'; readonly memoryUsedBytes: number }
  | { readonly type: 'failed'; readonly error: FunctionErrorBody; readonly memoryUsedBytes: number };

/** Bytes of an answer that may be on their way to the reader before the handler's `write` returns false. */
export const RESPONSE_WINDOW_BYTES = 65_536;

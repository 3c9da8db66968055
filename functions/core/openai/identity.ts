/** What every piece of an answer repeats. */
export interface CompletionIdentity {
  /** `chatcmpl-` and the request id that feedback and records go by. */
  readonly id: string;
  /** Seconds since the Unix epoch. */
  readonly created: number;
  /** The model as the caller wrote it. */
  readonly model: string;
}

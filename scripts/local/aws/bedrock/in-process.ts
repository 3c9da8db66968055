import { Readable } from 'node:stream';
import type { Caller } from '../credentials.ts';
import type { AnsweredCall } from '../dispatch.ts';
import type { HostedService } from '../hosted-service.ts';
import { type ServiceAnswer, ServiceError } from '../wire.ts';
import type { BedrockRuntime } from './service.ts';

/** A request as the gateway's Bedrock port makes it. */
export interface InProcessRequest {
  /** @default 'POST' */
  readonly method?: string | undefined;
  /** Path with every segment percent-encoded. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Who calls when. */
export interface InProcessCall {
  /** ARN that CloudTrail shows. */
  readonly principalArn: string;
  /** Time of the call, of its metrics and of its event, in milliseconds since the epoch. */
  readonly atMs: number;
  /**
   * Told how long after the call began each part of the answer is due: a virtual clock moves on here.
   * @default - nothing waits
   */
  readonly waitUntil?: ((sinceStartMs: number) => void) | undefined;
  /** @default - the caller never hangs up */
  readonly signal?: AbortSignal | undefined;
}

/** Bedrock's answer, in the shape of the gateway's Bedrock port. */
export interface InProcessAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/**
 * Calls Bedrock Runtime without HTTP, signature and waiting. Rejects with `ConnectionBroken` where a client
 * would see its connection end.
 */
export type InvokeInProcess = (request: InProcessRequest, call: InProcessCall) => Promise<InProcessAnswer>;

/** Creates the entry; `onCall` is told about every answer, good or bad. */
export function createInvokeInProcess(
  { answer, service }: Pick<BedrockRuntime, 'answer' | 'service'>,
  onCall: (call: AnsweredCall, atMs: number) => void,
): InvokeInProcess {
  const hosted: HostedService = { service, signingName: 'bedrock', eventSource: 'bedrock.amazonaws.com' };
  return async ({ method = 'POST', path, headers, body }, call) => {
    const { atMs, waitUntil, signal = new AbortController().signal } = call;
    const caller: Caller = { accessKeyId: '', arn: call.principalArn };
    const request = { method, path, query: '', headers, body: Buffer.from(body), signal };
    const timing = { atMs, waitUntil: async (sinceStartMs: number) => waitUntil?.(sinceStartMs) };
    try {
      const answered = await answer(request, timing, caller);
      onCall({ hosted, request, caller, answer: answered, failure: undefined }, atMs);
      return toInProcessAnswer(answered);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const refused = service.describeFailure(error);
      onCall({ hosted, request, caller, answer: refused, failure: error }, atMs);
      return toInProcessAnswer(refused);
    }
  };
}

const toInProcessAnswer = ({ status, headers, body }: ServiceAnswer): InProcessAnswer => ({
  status,
  headers,
  // bytes are one chunk, not a run of numbers
  body: Readable.from(body instanceof Uint8Array ? [body] : body),
});

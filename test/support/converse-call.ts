import { type HttpAnswer, httpCall } from './http-call.ts';
import type { StackUnderTest } from './local-stack.ts';

/** In the default settings, and known to the local Bedrock. */
export const MODEL = 'us.amazon.nova-lite-v1:0';

/** A Converse body with one user message. */
export function converseBody(text: string, rest: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }], ...rest });
}

/** What a call to a model may vary. */
export interface ModelCall {
  /** @default 'converse' */
  readonly operation?: 'converse' | 'converse-stream' | 'invoke' | 'invoke-with-response-stream';
  /** @default MODEL */
  readonly model?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly onChunk?: (chunk: Buffer, hangUp: () => void) => void;
}

/** Sends `body` to a model through the gateway, without any client library in between. */
export function callModel(
  { baseUrl, authorization }: StackUnderTest,
  body: string | Uint8Array,
  { operation = 'converse', model = MODEL, headers = {}, onChunk }: ModelCall = {},
): Promise<HttpAnswer> {
  return httpCall(baseUrl, {
    path: `/model/${encodeURIComponent(model)}/${operation}`,
    headers: { ...authorization, ...headers },
    body,
    ...(onChunk && { onChunk }),
  });
}

/** API Gateway's request id, by which the record of a call is found. */
export function requestIdOf({ headers }: HttpAnswer): string {
  return String(headers['x-amzn-requestid']);
}

/** Exception name and message of an error answer. */
export function errorOf({ headers, body }: HttpAnswer): { readonly type: string; readonly message: string } {
  const { message } = JSON.parse(body.toString('utf8')) as { readonly message: string };
  return { type: String(headers['x-amzn-errortype']).split(':')[0] ?? '', message };
}

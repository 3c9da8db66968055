import type { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { InvocationFailure } from '../lambda/failure.ts';
import type { FunctionPool } from '../lambda/pool.ts';
import type { RestApiDefinition } from './definition.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayResponseType } from './gateway-response.ts';
import { type IntegrationHead, MalformedAnswerError, parseBufferedAnswer, readPrelude } from './prelude.ts';
import { type RoutedRequest, toProxyEvent } from './proxy-event.ts';
import { toResponseHeaders } from './response-headers.ts';

/** Lambda's limit for a request, which carries the body as base64. */
const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** What one integration call needs. */
export interface IntegrationCall {
  readonly api: RestApiDefinition;
  readonly pool: FunctionPool;
  readonly exchange: Exchange;
  readonly routed: RoutedRequest;
  readonly body: Buffer;
}

class IntegrationTimeoutError extends Error {
  override readonly name = 'IntegrationTimeoutError';
}

/**
 * Calls the function and answers with what it says. Resolves to the gateway response to send instead,
 * or to `undefined` when the answer is on its way or the caller is gone.
 */
export async function callIntegration(call: IntegrationCall): Promise<GatewayResponseType | undefined> {
  if (Math.ceil(call.body.byteLength / 3) * 4 > MAXIMUM_PAYLOAD_BYTES) return 'REQUEST_TOO_LARGE';
  const { response, learned } = call.exchange;
  try {
    await relayAnswer(call);
    return undefined;
  } catch (error) {
    learned.integrationError = error instanceof Error ? error.message : String(error);
    if (learned.isClosed) return undefined;
    if (!response.headersSent) return failureResponse(error);
    response.destroy(); // too late for an error: the caller must see that the answer is cut
    return undefined;
  }
}

async function relayAnswer({ api, pool, exchange, routed, body }: IntegrationCall): Promise<void> {
  const { integration } = routed.match.route;
  const { authorizer } = exchange.learned;
  const startedMs = performance.now();
  const { traceHeader } = exchange;
  const answer = pool.invoke(toProxyEvent(api, routed, { body, authorizer }), { traceHeader });
  const onClose = () => answer.destroy();
  exchange.response.once('close', onClose);
  const timeout = () => answer.destroy(new IntegrationTimeoutError('The integration took too long.'));
  const timer = setTimeout(timeout, integration.timeoutMs);
  try {
    const send = integration.transferMode === 'STREAM' ? sendStreamed : sendBuffered;
    await send(answer, exchange, () => {
      exchange.learned.integrationLatencyMs = Math.round(performance.now() - startedMs);
    });
  } finally {
    clearTimeout(timer);
    exchange.response.off('close', onClose);
    answer.destroy(); // no-op once it is read; after a failure the function must not wait for a reader
  }
}

async function sendStreamed(answer: Readable, exchange: Exchange, onHead: () => void): Promise<void> {
  const { head, rest } = await readPrelude(answer);
  onHead();
  writeHead(head, exchange);
  const { learned } = exchange;
  const response: Writable = exchange.response;
  answer.on('data', (chunk: Buffer) => {
    learned.responseBytes += chunk.byteLength;
  });
  if ('flushHeaders' in exchange.response) exchange.response.flushHeaders();
  if (rest.byteLength > 0) response.write(rest);
  learned.responseBytes += rest.byteLength;
  await pipeline(answer, response);
}

async function sendBuffered(answer: Readable, exchange: Exchange, onHead: () => void): Promise<void> {
  const parsed = parseBufferedAnswer(await buffer(answer));
  onHead();
  const bytes = Buffer.from(parsed.body ?? '', parsed.isBase64Encoded ? 'base64' : 'utf8');
  writeHead(parsed, exchange);
  exchange.response.setHeader('content-length', bytes.byteLength);
  exchange.learned.responseBytes = bytes.byteLength;
  exchange.response.end(bytes);
}

function writeHead(head: IntegrationHead, exchange: Exchange): void {
  const { response, learned } = exchange;
  for (const [name, value] of toResponseHeaders(head, exchange))
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  response.statusCode = head.statusCode;
  learned.integrationStatus = head.statusCode;
}

/**
 * API Gateway's answer for each way an integration fails. It has none for Lambda's 429: public access logs show it as
 * INTEGRATION_FAILURE, "Execution failed due to configuration error: Rate Exceeded".
 */
function failureResponse(error: unknown): GatewayResponseType {
  if (error instanceof IntegrationTimeoutError) return 'INTEGRATION_TIMEOUT';
  if (error instanceof InvocationFailure && error.kind === 'throttled') return 'INTEGRATION_FAILURE';
  if (error instanceof InvocationFailure || error instanceof MalformedAnswerError) return 'DEFAULT_5XX';
  return 'INTEGRATION_FAILURE';
}

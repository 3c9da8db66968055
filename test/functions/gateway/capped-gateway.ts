import type { SignedHttp } from '#adapters/signed-http.ts';
import type { GuardrailReference } from '#core/bedrock/guardrail-attachment.ts';
import { CapPolicy } from '#core/caps/policy.ts';
import { createPriceBook } from '#core/cost/price-book.ts';
import { createCapGuard } from '#functions/gateway/caps.ts';
import { type CapTable, useCapTables } from './cap-table.ts';
import { createFakeGateway, json, MODEL, pricesOf, type Reply, STARTED_AT } from './fake-gateway.ts';

/** One USD per million tokens in, two out: easy to reckon with. */
const prices = pricesOf(
  createPriceBook({
    source: 'test',
    date: '2026-11-21',
    guardrail: { contentPolicy: 0.15, sensitiveInformationPolicy: 0.1 },
    models: { [MODEL]: { standard: { any: { input: 1, output: 2 } } } },
  }),
);
/** Counter of the key that the tests call with. */
export const KEY_ID = 'key/k1/2026-11';
/** Counter of its tenant. */
export const TENANT_ID = 'tenant/acme/2026-11';
export const STREAM_ROUTE = '/model/{modelId}/converse-stream';

/** An answer that used so many tokens. */
export const answering = (inputTokens: number, outputTokens: number): Reply =>
  json({
    output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
  });
/** A request with a limit for output tokens. */
export const body = (maxTokens: number) => ({
  messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
  inferenceConfig: { maxTokens },
});
/** Most that `body(maxTokens)` may come to. */
export const reservedTokens = (maxTokens: number) => JSON.stringify(body(maxTokens)).length + maxTokens;

/** What a test varies. */
export interface CappedOptions {
  readonly policy?: Partial<CapPolicy>;
  readonly replies?: readonly Reply[];
  readonly wrap?: (send: SignedHttp) => SignedHttp;
  readonly now?: () => number;
  readonly callTimeoutMs?: number;
  readonly guardrail?: GuardrailReference;
}

/** A gateway whose caps are counted in an embedded DynamoDB, started for the tests of a file. */
export function useCappedGateway() {
  const tables = useCapTables();
  return async ({
    policy = {},
    replies = [],
    wrap,
    now,
    callTimeoutMs = 60_000,
    guardrail,
  }: CappedOptions = {}) => {
    const table: CapTable = await tables.create({ ...(wrap && { wrap }) });
    const capDefects: unknown[] = [];
    const caps = createCapGuard({
      policy: CapPolicy.parse(policy),
      store: table.store,
      prices,
      region: 'us-east-1',
      clock: { now: now ?? (() => Date.parse(STARTED_AT)) },
      reportDefect: (error) => void capDefects.push(error),
    });
    const gateway = createFakeGateway({ callTimeoutMs, guardrail }, replies, { caps, prices });
    return { ...gateway, table, capDefects };
  };
}

import { isEmbeddingModel } from '#core/bedrock/model-id.ts';
import { type CapAmount, largest } from '#core/caps/amount.ts';
import { guardrailBound } from '#core/caps/guardrail-bound.ts';
import { type RequestSize, sizeOf } from '#core/caps/request-size.ts';
import { estimateCall } from '#core/cost/estimate-call.ts';
import { fromUsd } from '#core/cost/money.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import type { RecordSink } from '#functions/ports.ts';
import type { Call } from './call.ts';
import { orOnDefect } from './defects.ts';

/** What an estimate is made from, besides the call. */
export interface EstimateOptions {
  readonly prices: PriceBook;
  readonly region: string;
  /** Output tokens of a call that names no limit. */
  readonly assumedOutputTokens: number;
  readonly reportDefect: RecordSink['reportDefect'];
}

/** Most that a call may come to, on whichever of its models answers it. */
export function estimateOf(
  { body, bodyJson, candidates, guardrail, request: { serviceTier, latency } }: Call,
  { prices, region, assumedOutputTokens, reportDefect }: EstimateOptions,
): CapAmount {
  const inputBytes = body.byteLength;
  const size = orOnDefect<RequestSize>(
    () => sizeOf(bodyJson, inputBytes),
    { inputBytes, images: 0, generations: 1 },
    reportDefect,
  );
  return largest(
    candidates.map(({ modelId, baseModel }) => {
      const assumed = isEmbeddingModel(baseModel) ? 0 : assumedOutputTokens;
      const maxTokens = (size.maxTokens ?? assumed) * size.generations;
      const { tokens, usd } = estimateCall(
        { modelId, region, serviceTier, latency, inputBytes: size.inputBytes, maxTokens },
        prices,
      );
      return {
        tokens: BigInt(tokens),
        usd:
          usd === undefined
            ? undefined
            : fromUsd(usd) + (guardrail ? guardrailBound(size, maxTokens, prices) : 0n),
      };
    }),
  );
}

import type { AnswerObservation } from '#core/bedrock/observation.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import { type RecordCost, recordCost } from '#core/cost/record-cost.ts';
import type { Outcome } from '#core/invocation/record.ts';
import type { Call } from './call.ts';
import type { Attempts } from './connect.ts';

interface CostFacts {
  readonly call: Call | undefined;
  readonly made: Attempts | undefined;
  readonly outcome: Outcome;
  readonly observation: AnswerObservation;
}

/** The cost of a call as its record has it; a call that was refused has none. */
export function costOf(
  { call, made, outcome, observation }: CostFacts,
  { prices, region }: { readonly prices: PriceBook; readonly region: string },
): RecordCost {
  if (!call || !made) return {};
  const { request, guardrail, operation } = call;
  return recordCost(
    {
      attempts: made.attempts,
      outcome,
      usage: observation.usage,
      modelId: made.candidate.modelId,
      operation,
      // the answer says who served it; streams of InvokeModel say nothing, so what was asked for counts
      serviceTier: observation.serviceTier ?? request.serviceTier,
      latency: observation.latency ?? request.latency,
      guardrailTextUnits: guardrail && (observation.guardrailUnits ?? 'unknown'),
      region,
    },
    prices,
  );
}

import type { RequestObservation } from '../bedrock/converse.ts';
import type { AnswerObservation } from '../bedrock/observation.ts';
import type { PriceBook } from '../cost/price-book.ts';
import { type RecordCost, recordCost } from '../cost/record-cost.ts';
import type { Operation, Outcome, Usage } from '../invocation/record.ts';
import type { LogDocument } from './document.ts';

interface CostFacts {
  readonly document: LogDocument;
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly usage: Usage;
  readonly request: RequestObservation;
  readonly observation: AnswerObservation;
}

/** The cost of a logged call. What its guardrail used is known where the caller asked for the trace. */
export function costOf(
  { document, operation, outcome, usage, request, observation }: CostFacts,
  { prices }: { readonly prices: PriceBook },
): RecordCost {
  const { guardrailUnits, guardrailIntervened } = observation;
  const isGuarded = request.guardrail !== undefined || guardrailUnits !== undefined || guardrailIntervened;
  return recordCost(
    {
      attempts: 1,
      outcome,
      usage,
      modelId: document.modelId,
      operation,
      // the answer says who served it, as at the gateway
      serviceTier: observation.serviceTier ?? request.serviceTier,
      latency: observation.latency ?? request.latency ?? document.performanceConfig?.latency ?? undefined,
      guardrailTextUnits: isGuarded ? (guardrailUnits ?? 'unknown') : undefined,
      region: document.region,
    },
    prices,
  );
}

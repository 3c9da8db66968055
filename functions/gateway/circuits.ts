import {
  admits,
  type Circuit,
  CLOSED_CIRCUIT,
  onAdmitted,
  onFailure,
  onSuccess,
  onUndecided,
} from '#core/resilience/circuit-breaker.ts';
import type { Clock } from '#functions/ports.ts';

/** One circuit per model, for the life of a Lambda environment. */
export interface CircuitBoard {
  /** Whether a call to the model may go out now; a `true` must be followed by `report`. */
  readonly admit: (modelId: string) => boolean;
  readonly report: (modelId: string, result: 'success' | 'failure' | 'undecided') => void;
}

/** Circuits in memory. Closed ones take no place: a guardrail's identifier is the caller's to invent. */
export function createCircuitBoard(
  clock: Pick<Clock, 'monotonicMs'>,
  circuits: Pick<Map<string, Circuit>, 'get' | 'set' | 'delete'> = new Map(),
): CircuitBoard {
  const circuitOf = (modelId: string): Circuit => circuits.get(modelId) ?? CLOSED_CIRCUIT;
  const keep = (modelId: string, circuit: Circuit): void => {
    if (circuit === CLOSED_CIRCUIT) circuits.delete(modelId);
    else circuits.set(modelId, circuit);
  };
  return {
    admit: (modelId) => {
      const circuit = circuitOf(modelId);
      if (!admits(circuit, clock.monotonicMs())) return false;
      keep(modelId, onAdmitted(circuit));
      return true;
    },
    report: (modelId, result) => {
      const circuit = circuitOf(modelId);
      const next = {
        success: () => onSuccess(circuit),
        failure: () => onFailure(circuit, clock.monotonicMs()),
        undecided: () => onUndecided(circuit),
      };
      keep(modelId, next[result]());
    },
  };
}

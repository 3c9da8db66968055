import { WaymarkError } from '../errors.ts';
import type { CriterionDefinition, EvidenceId, EvidenceReader } from './criterion.ts';
import { type Evidence, readFactOf, readSignal } from './evidence.ts';

/** A criterion read what it did not declare, or was asked to decide on evidence that cannot be read. */
export class EvidenceContractError extends WaymarkError {
  readonly code = 'evidence_contract';
}

/** Gives a criterion the evidence it declared and nothing else. */
export function evidenceReader(
  { id: criterion, evidence: declared }: Pick<CriterionDefinition, 'id' | 'evidence'>,
  evidence: Evidence,
): EvidenceReader {
  const check = (id: EvidenceId) => {
    if (!declared.includes(id))
      throw new EvidenceContractError(`${criterion} reads ${id}; add it to the criterion's evidence.`);
  };
  const refuse = (id: EvidenceId): never => {
    throw new EvidenceContractError(`${criterion} was decided although ${id} cannot be read.`);
  };
  return {
    signal: (id) => {
      check(id);
      const reading = readSignal(evidence, id);
      if (reading.status === 'unknown') return refuse(id);
      return reading.status === 'known' ? reading.value : undefined;
    },
    fact: (id) => {
      check(id);
      const reading = readFactOf(evidence, id);
      return reading.status === 'known' ? reading.value : refuse(id);
    },
  };
}

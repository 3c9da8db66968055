import { CRITERIA } from '#core/maturity/criteria.ts';
import type { CriterionDefinition, EvidenceId } from '#core/maturity/criterion.ts';
import { titleOf } from '#core/maturity/evidence.ts';
import { LEVELS } from '#core/maturity/levels.ts';
import { replaceBetween, toTable } from './markdown.ts';

/** A document with the criteria between its markers made anew from the rubric. */
export function withCriteria(document: string): string {
  return replaceBetween(document, 'criteria', renderCriteria(CRITERIA));
}

/** A table for each level: the document's words, the evidence with what is asked of it, and the id to attest it by. */
export function renderCriteria(criteria: readonly CriterionDefinition[]): string {
  return LEVELS.map(({ level, name }) => {
    const own = criteria.filter((criterion) => criterion.level === level);
    const titles = [level === 1 ? 'Symptom' : 'Criterion', 'Evidence, and what is asked of it', 'Attestable'];
    return `### Level ${level}: ${name}\n\n${toTable({ titles, rows: own.map(toRow) })}`;
  }).join('\n\n');
}

function toRow({
  id,
  statement,
  evidence,
  thresholds,
  isAttestable,
}: CriterionDefinition): readonly string[] {
  const describe = (piece: EvidenceId) => {
    const threshold = thresholds[piece];
    return threshold === undefined ? titleOf(piece) : `${titleOf(piece)} (${threshold})`;
  };
  return [`${statement} (\`${id}\`)`, evidence.map(describe).join('; '), isAttestable ? 'yes' : 'no'];
}

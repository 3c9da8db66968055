import type { NextAction } from './assessment.ts';
import { missingPermissions, titleOf } from './evidence.ts';
import type { Gap, Judged } from './judge.ts';
import type { AttestationPlace, UnknownReading } from './observation.ts';

/**
 * What to do about everything that is open, the most useful first: what the next level lacks, then what keeps it
 * from being measured, then the same for the other levels, lowest first.
 */
export function toNextActions(
  judged: readonly Judged[],
  nextLevel: number,
  place?: AttestationPlace,
): NextAction[] {
  return judged
    .map((each, position) => ({ ...each, position, rank: rankOf(each, nextLevel) }))
    .filter(({ rank }) => rank !== undefined)
    .sort(
      (left, right) =>
        (left.rank ?? 0) - (right.rank ?? 0) ||
        left.definition.level - right.definition.level ||
        left.position - right.position,
    )
    .map((each) => toNextAction(each, place));
}

function rankOf({ definition, result }: Judged, nextLevel: number): number | undefined {
  // a symptom that is met is still there
  const settled = definition.kind === 'symptom' ? 'unmet' : 'met';
  if (result.status === settled) return undefined;
  const elsewhere = definition.level === nextLevel ? 0 : 2;
  return elsewhere + (result.status === 'unknown' ? 1 : 0);
}

function toNextAction({ definition, gaps }: Judged, place: AttestationPlace | undefined): NextAction {
  const { id: criterion, level, nextAction, statement, isAttestable } = definition;
  const { link } = nextAction;
  if (gaps.length > 0)
    return { criterion, level, title: `Make it measurable: ${statement}`, steps: mendingSteps(gaps), link };
  const action = { criterion, level, ...nextAction, steps: [...nextAction.steps] };
  return isAttestable ? { ...action, attestCommand: attestCommand(criterion, place) } : action;
}

/** The whole command; of a stack that is not known, its outputs by name. */
function attestCommand(criterion: string, place: AttestationPlace | undefined): string {
  const { bucket, secretArn } = place ?? { bucket: '<EvidenceBucketName>', secretArn: '<HashSecretArn>' };
  const where = `--bucket "${bucket}" --secret-arn "${secretArn}"${place ? ` --region ${place.region}` : ''}`;
  return `npm run attest -- ${criterion} --statement "<what is in place>" --until "<YYYY-MM-DD>" ${where}`;
}

/** As much of a detail as a step quotes; it is listed with what could not be measured. */
const QUOTED = 90;

const MENDING: Readonly<Record<UnknownReading['reason'], (gap: Gap) => readonly string[]>> = {
  denied: ({ id, reading }) => [
    `Allow ${missingPermissions(id, reading).join(' and ')} to the role that assesses.`,
    'See all that it needs: npm run assess -- --print-policy.',
  ],
  throttled: () => ['AWS throttled the reading: assess again in a few minutes.'],
  failed: ({ id, reading }) => [
    `Look into why ${titleOf(id)} could not be read: ${reading.detail.slice(0, QUOTED)}`,
  ],
  not_collected: ({ id, reading }) => [
    `${titleOf(id)}: ${reading.detail} What only the gateway knows needs a deployment (npx cdk deploy) and calls through it.`,
  ],
};

function mendingSteps(gaps: readonly Gap[]): string[] {
  return [...new Set(gaps.flatMap((gap) => MENDING[gap.reading.reason](gap)))];
}

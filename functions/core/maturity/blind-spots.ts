import { rowOf } from '../signals/rows.ts';
import type { Assessment } from './assessment.ts';
import type { EvidenceId } from './criterion.ts';
import { describeEvidence, type Evidence, isFactId, readFactOf, titleOf, unreadable } from './evidence.ts';
import { describeShare, toModelShares } from './model-shares.ts';

/** What tells of calls that are not captured, or only in part. */
const SPOTS = [
  'observedShare',
  'callers',
  'directCalls',
  'mantleInferences',
  'callsWithoutBody',
  'quarantinedLogEvents',
] as const satisfies readonly EvidenceId[];

/** What is not seen, as far as it is known: what could not be read says why. */
export function toBlindSpots(evidence: Evidence): NonNullable<Assessment['blindSpots']> {
  const traffic = readFactOf(evidence, 'observedTraffic');
  return {
    spots: SPOTS.map((id) => ({
      id,
      title: titleOf(id),
      ...(!isFactId(id) && { about: rowOf(id).description }),
      words: unreadable(evidence, id)?.detail ?? describeEvidence(evidence, id),
      isKnown: unreadable(evidence, id) === undefined,
    })),
    ...(traffic.status === 'known'
      ? { models: [...toModelShares(traffic.value)] }
      : { modelsUnknown: traffic.detail }),
  };
}

/** Models that the line names: a dashboard shows it whole. */
const NAMED_MODELS = 20;

/** The same in a line of a log that a dashboard shows: what each piece says, and the share of each model. */
export function describeBlindSpots({
  blindSpots,
}: Pick<Assessment, 'blindSpots'>): Readonly<Record<string, string>> {
  const { spots = [], models, modelsUnknown = 'not looked for' } = blindSpots ?? {};
  return {
    ...Object.fromEntries(spots.map(({ id, words, isKnown }) => [id, isKnown ? words : `unknown: ${words}`])),
    models:
      models === undefined
        ? `unknown: ${modelsUnknown}`
        : models
            .slice(0, NAMED_MODELS)
            .map((share) => `${share.model} ${describeShare(share)}`)
            .join('; ') || 'no calls',
  };
}

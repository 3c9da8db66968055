import type { Assessment, BlindSpots } from '../maturity/assessment.ts';
import { describeShare } from '../maturity/model-shares.ts';
import { toCount, toNumber } from '../maturity/wording.ts';

/** What the section is about, in a sentence. */
export const aboutBlindSpots = ({ scope }: Pick<Assessment, 'scope'>): string =>
  `Calls in ${scope.region} that Waymark has no record of, or an incomplete one. A profile that routes across Regions is counted where it was called; other Regions are not looked at.`;

/** Models that a page names, those with the most unrecorded calls. `assessment.json` has them all. */
const NAMED_MODELS = 20;

/** Columns of the share by model. */
export const SHARE_COLUMNS = ['Model', 'Recorded', 'Counted by AWS', 'Observed share'] as const;

/** Cells of the share by model. */
export function shareRows({ models = [] }: BlindSpots): readonly (readonly string[])[] {
  return models
    .slice(0, NAMED_MODELS)
    .map((share) => [
      share.model,
      toNumber(share.captured),
      share.counted === undefined ? 'not counted' : toNumber(share.counted),
      describeShare(share),
    ]);
}

/** That there are more models; `undefined` where all are named. */
export function unnamedShares({ models = [] }: BlindSpots): string | undefined {
  const unnamed = models.length - NAMED_MODELS;
  return unnamed > 0 ? `${toCount(unnamed, 'more model')} in assessment.json.` : undefined;
}

/** Why there is no share by model; `undefined` where there is one. */
export function missingShares({ models, modelsUnknown }: BlindSpots): string | undefined {
  if (models === undefined) return `The share by model is unknown: ${modelsUnknown ?? 'it was not read.'}`;
  return models.length === 0 ? 'No model was called in the window.' : undefined;
}

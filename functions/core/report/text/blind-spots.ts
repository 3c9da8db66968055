import type { Assessment } from '../../maturity/assessment.ts';
import { describeShare } from '../../maturity/model-shares.ts';
import { missingShares } from '../blind-spots-words.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';

/** Models that a mail names; the report has them all. */
const NAMED_MODELS = 5;

/** What capture does not see, in a few lines; `undefined` in an assessment that does not say. */
export function renderBlindSpots({ blindSpots }: Assessment): string | undefined {
  if (blindSpots === undefined) return undefined;
  const { spots, models = [] } = blindSpots;
  const missing = missingShares(blindSpots);
  return [
    'BLIND SPOTS',
    '',
    ...spots.map(({ title, words, isKnown }) =>
      wrap(toVisible(`${title}: ${isKnown ? words : `unknown: ${words}`}`)),
    ),
    ...models
      .slice(0, NAMED_MODELS)
      .map((share) => wrap(toVisible(`Observed share of ${share.model}: ${describeShare(share)}`))),
    ...(missing === undefined ? [] : [wrap(toVisible(missing))]),
  ].join('\n');
}

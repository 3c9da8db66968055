import type { Outlook } from '../../outlook/outlook.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';
import { describeAccuracy, describeAdoptions, describeNext, describeQuotas, otherSeries } from './words.ts';

/** Models whose quota a mail names; the report has more. */
const NAMED_QUOTAS = 3;

/** What is ahead, as a part of the mail. */
export function renderOutlook(outlook: Outlook): string {
  const { adoption } = outlook;
  return [
    'WHAT IS AHEAD',
    '',
    ...otherSeries(outlook).flatMap((one) => {
      const accuracy = describeAccuracy(one);
      return [describeNext(one), ...(accuracy === undefined ? [] : [accuracy])];
    }),
    ...describeQuotas(outlook)
      .slice(0, NAMED_QUOTAS)
      .map((line) => `Token quota: ${line}`),
    ...describeAdoptions(adoption),
  ]
    .map((line, index) => (index < 2 ? line : wrap(toVisible(line), { first: '- ', rest: '  ' })))
    .join('\n');
}

import type { Outlook } from '../../outlook/outlook.ts';
import { escapeMarkdown } from '../markdown/escape.ts';
import { describeAccuracy, describeAdoptions, describeNext, describeQuotas, otherSeries } from './words.ts';

/** What is ahead, as a section of the page. */
export function renderOutlook(outlook: Outlook): string {
  const { adoption } = outlook;
  const lines = [
    ...otherSeries(outlook).map((one) =>
      [describeNext(one), describeAccuracy(one)].filter(Boolean).join(' '),
    ),
    ...describeQuotas(outlook).map((line) => `Token quota: ${line}`),
    ...describeAdoptions(adoption),
  ];
  return ['## What is ahead', lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n')].join('\n\n');
}

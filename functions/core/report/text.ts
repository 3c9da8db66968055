import type { Assessment } from '../maturity/assessment.ts';
import type { Outlook } from '../outlook/outlook.ts';
import { describeGround, headlineOf, mottoOf } from './headline.ts';
import { toLength, toPeriod } from './instants.ts';
import { renderOutlook } from './outlook/text.ts';
import { renderActions } from './text/actions.ts';
import { renderAutoOps } from './text/autoops.ts';
import { renderBlindSpots } from './text/blind-spots.ts';
import { renderChanges } from './text/changes.ts';
import { renderCosts } from './text/costs.ts';
import { renderLevels } from './text/levels.ts';
import { renderSymptoms, renderUnmeasured } from './text/open-ends.ts';
import { toVisible } from './visible.ts';
import { wrap } from './wrap.ts';

/** What the mail says about itself. */
export interface TextOptions {
  /**
   * Where the full report is.
   * @default - it is not named
   */
  readonly link?: string;
  /**
   * What is ahead.
   * @default - the mail says nothing of it
   */
  readonly outlook?: Outlook | undefined;
}

const ABOUT =
  'Waymark reads what an AWS account says about its use of language models and tells how mature their operation is, from level 1 (first tries) to level 5 (trusted agents). This is what it found, and what to do next.';

/** The report as plain text: what the mail says. */
export function renderText(assessment: Assessment, { link, outlook }: TextOptions = {}): string {
  const parts = [
    renderHead(assessment),
    wrap(ABOUT),
    renderLevels(assessment),
    renderChanges(assessment),
    renderActions(assessment),
    renderCosts(assessment, outlook),
    outlook && renderOutlook(outlook),
    renderAutoOps(assessment),
    renderBlindSpots(assessment),
    renderSymptoms(assessment),
    renderUnmeasured(assessment),
    link === undefined
      ? undefined
      : `FULL REPORT\n\nEvery criterion with its evidence:\n${toVisible(link).trim()}`,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n\n')}\n`;
}

function renderHead(assessment: Assessment): string {
  const { scope, window, level } = assessment;
  const { team, accountId, region, stage } = scope;
  const motto = mottoOf(level);
  const headline = `${toVisible(team)} is at ${toVisible(headlineOf(assessment).replace('Level', 'level'))}`;
  return [
    wrap(headline.toUpperCase()),
    ...(motto === undefined ? [] : [wrap(`"${motto}"`)]),
    '',
    ...describeGround(assessment).map((sentence) => wrap(toVisible(sentence))),
    '',
    wrap(toVisible(`Account ${accountId}, ${region}, stage ${stage}`)),
    `${toPeriod(window)} (${toLength(window)})`,
  ].join('\n');
}

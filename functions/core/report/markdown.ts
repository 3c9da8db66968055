import type { Assessment } from '../maturity/assessment.ts';
import type { Outlook } from '../outlook/outlook.ts';
import { describeGround, headlineOf } from './headline.ts';
import { toInstant, toLength, toPeriod } from './instants.ts';
import { renderAutoOps } from './markdown/autoops.ts';
import { renderBlindSpots } from './markdown/blind-spots.ts';
import { renderChanges } from './markdown/changes.ts';
import { renderCosts } from './markdown/costs.ts';
import { escapeMarkdown } from './markdown/escape.ts';
import { renderLevels } from './markdown/levels.ts';
import { renderActions, renderUnmeasured } from './markdown/open-ends.ts';
import { renderOutlook } from './outlook/markdown.ts';

/**
 * The maturity document's page with its boxes ticked, for Confluence or a pull request. A ticked box says that the
 * line is true, also of level 1, whose lines are symptoms.
 */
export function renderMarkdown(
  assessment: Assessment,
  { outlook }: { readonly outlook?: Outlook | undefined } = {},
): string {
  const parts = [
    renderHead(assessment),
    renderChanges(assessment),
    renderActions(assessment),
    renderCosts(assessment, outlook),
    outlook && renderOutlook(outlook),
    ...renderLevels(assessment),
    renderAutoOps(assessment),
    renderBlindSpots(assessment),
    renderUnmeasured(assessment),
    DETERMINING,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

const DETERMINING = `## Determining the current maturity level

- The level is the highest at which more than half is met; level 1 counts its metric rows that are measured.
- The solid level is the highest with every level below it reached too.
- Unknown never counts as met. Gaps in higher levels indicate next improvement areas.
- Maturity is not about reaching level 5: it is about intentional progress.`;

function renderHead(assessment: Assessment): string {
  const { scope, window, assessedAt } = assessment;
  const { accountId, region, stage } = scope;
  return [
    `# LLMOps maturity assessment: ${escapeMarkdown(scope.team)}`,
    `**${escapeMarkdown(headlineOf(assessment))}.** ${describeGround(assessment).map(escapeMarkdown).join(' ')}`,
    [
      `Account ${escapeMarkdown(accountId)}, ${escapeMarkdown(region)}, stage ${escapeMarkdown(stage)}.`,
      `Measured from ${toPeriod(window)} (${toLength(window)}), assessed ${toInstant(assessedAt)}.`,
    ].join(' '),
  ].join('\n\n');
}

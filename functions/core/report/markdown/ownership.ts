import type { Assessment } from '../../maturity/assessment.ts';
import type { OwnershipComponent } from '../../ownership/ownership.ts';
import { describeTotal, OWNERSHIP_ABOUT, toAmount } from '../ownership-words.ts';
import { escapeMarkdown } from './escape.ts';

/** What it costs to own; `undefined` in an assessment that does not say. */
export function renderOwnership({ ownership }: Assessment): string | undefined {
  if (ownership === undefined) return undefined;
  return [
    '## What it costs to own',
    `**${escapeMarkdown(describeTotal(ownership))}** ${OWNERSHIP_ABOUT}`,
    [
      '| Part | A month | How it comes about |',
      '| --- | --- | --- |',
      ...ownership.components.flatMap(toRows),
    ].join('\n'),
    ownership.assumptions.map((sentence) => `- ${escapeMarkdown(sentence)}`).join('\n'),
  ].join('\n\n');
}

function toRows({ name, usdPerMonth, items }: OwnershipComponent): readonly string[] {
  return [
    `| **${name}** | **${toAmount(usdPerMonth)}** | |`,
    ...items.map(
      (item) =>
        `| ${escapeMarkdown(item.title)} | ${toAmount(item.usdPerMonth)} | ${escapeMarkdown(item.words)} |`,
    ),
  ];
}

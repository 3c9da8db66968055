import type { Assessment } from '../../maturity/assessment.ts';
import {
  ATTEST_WORDS,
  describeLink,
  describeRest,
  firstActions,
  isWebAddress,
  type OpenAction,
} from '../open-actions.ts';
import { groupUnmeasured, type Unmeasured } from '../unmeasured.ts';
import { escapeMarkdown } from './escape.ts';

/** The three actions to begin with. */
export function renderActions(assessment: Assessment): string {
  const actions = firstActions(assessment);
  const rest = describeRest(assessment);
  return [
    '## What to do next',
    actions.length === 0 ? 'Nothing is open: every criterion is met.' : actions.map(renderAction).join('\n'),
    ...(rest === undefined ? [] : [rest]),
  ].join('\n\n');
}

function renderAction({ title, level, steps, link, attestCommand }: OpenAction, index: number): string {
  return [
    `${index + 1}. **${escapeMarkdown(title)}** (level ${level})`,
    ...steps.map((step, position) => `   ${position + 1}. ${escapeMarkdown(step)}`),
    ...(attestCommand === undefined ? [] : [`   - ${ATTEST_WORDS}: ${escapeMarkdown(attestCommand)}`]),
    `   - Read on: ${isWebAddress(link) ? `<${link}>` : escapeMarkdown(describeLink(link))}`,
  ].join('\n');
}

/** What could not be measured and why; `undefined` when everything was. */
export function renderUnmeasured(assessment: Assessment): string | undefined {
  const groups = groupUnmeasured(assessment);
  if (groups.length === 0) return undefined;
  return [
    '## What could not be measured',
    ['| Evidence | Why | Missing permission |', '| --- | --- | --- |', ...groups.map(renderGroup)].join('\n'),
  ].join('\n\n');
}

function renderGroup({ titles, reason, permission }: Unmeasured): string {
  const missing = permission === undefined ? '–' : escapeMarkdown(permission);
  return `| ${titles.map(escapeMarkdown).join(', ')} | ${escapeMarkdown(reason)} | ${missing} |`;
}

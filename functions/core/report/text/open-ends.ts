import type { Assessment } from '../../maturity/assessment.ts';
import { toCount } from '../../maturity/wording.ts';
import { countUnknown, groupUnmeasured, missingPermissionsOf, type Unmeasured } from '../unmeasured.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';

/** Reasons that a mail names; the report has them all. */
const NAMED_REASONS = 4;
/** Pieces of evidence that a reason names. */
const NAMED_TITLES = 5;

/** Symptoms of level 1 that are still there; `undefined` when there are none. */
export function renderSymptoms({ criteria, symptoms }: Assessment): string | undefined {
  const present = criteria.filter(({ id }) => symptoms.includes(id));
  if (present.length === 0) return undefined;
  return [
    'SYMPTOMS OF THE BEGINNING THAT ARE STILL PRESENT',
    '',
    ...present.map(({ statement, reason }) => toItem(`${statement}: ${reason}`)),
  ].join('\n');
}

/** What could not be measured, the first reasons, and what to allow; `undefined` when everything was. */
export function renderUnmeasured(assessment: Assessment): string | undefined {
  const groups = groupUnmeasured(assessment);
  if (groups.length === 0) return undefined;
  const permissions = missingPermissionsOf(assessment);
  const rest = groups.length - NAMED_REASONS;
  return [
    'WHAT COULD NOT BE MEASURED',
    '',
    wrap(
      `${toCount(assessment.unmeasured.length, 'piece')} of evidence; ${countUnknown(assessment)} of ${assessment.criteria.length} criteria are unknown, and unknown never counts as met.`,
    ),
    ...groups.slice(0, NAMED_REASONS).map(renderGroup),
    ...(rest > 0 ? [`- ${toCount(rest, 'more reason')} in the full report`] : []),
    ...(permissions.length === 0
      ? []
      : [wrap(`To measure more, allow these IAM actions: ${toVisible(permissions.join(', '))}.`)]),
  ].join('\n');
}

function renderGroup({ titles, reason }: Unmeasured): string {
  const rest = titles.length - NAMED_TITLES;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return toItem(`${titles.slice(0, NAMED_TITLES).join(', ')}${more}: ${reason}`);
}

const toItem = (text: string): string => wrap(toVisible(text), { first: '- ', rest: '  ' });

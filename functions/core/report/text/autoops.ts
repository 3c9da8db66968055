import type { CapabilityResult } from '../../autoops/readiness.ts';
import type { Assessment } from '../../maturity/assessment.ts';
import { toCount } from '../../maturity/wording.ts';
import { AUTOOPS_ABOUT, describeMissing, nextStageOf, stageWords } from '../autoops-words.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';

/** The second axis in a few lines; `undefined` in an assessment that has none. */
export function renderAutoOps({ autoops }: Assessment): string | undefined {
  if (autoops === undefined) return undefined;
  return [
    'AUTOOPS READINESS',
    '',
    wrap(AUTOOPS_ABOUT),
    '',
    ...autoops.capabilities.map(renderCapability),
  ].join('\n');
}

function renderCapability(capability: CapabilityResult): string {
  const next = nextStageOf(capability);
  const open = next === undefined ? '' : ` ${toCount(next.open.length, 'thing')} open for ${next.stage}.`;
  return wrap(
    toVisible(`${capability.title}: ${stageWords(capability.stage)}.${open} ${describeMissing(capability)}`),
    { first: '- ', rest: '  ' },
  );
}

import type { Assessment } from '../../maturity/assessment.ts';
import { describeTotal, toAmount } from '../ownership-words.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';

const NAME_WIDTH = 'infrastructure'.length + 2;

/** What it costs to own in a few lines; `undefined` in an assessment that does not say. */
export function renderOwnership({ ownership }: Assessment): string | undefined {
  if (ownership === undefined) return undefined;
  const missing = ownership.components
    .flatMap(({ items }) => items)
    .filter(({ basis }) => basis === 'unknown')
    .map(({ title }) => title.toLowerCase());
  return [
    'WHAT IT COSTS TO OWN, A MONTH',
    '',
    ...ownership.components.map(
      ({ name, usdPerMonth }) => `  ${name.padEnd(NAME_WIDTH)}${toAmount(usdPerMonth)}`,
    ),
    '',
    wrap(describeTotal(ownership)),
    ...(missing.length === 0
      ? []
      : [wrap(toVisible(`Not known: ${missing.join(', ')}. Give them in the setting ownership.`))]),
  ].join('\n');
}

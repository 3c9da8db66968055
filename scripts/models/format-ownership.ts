import type { Ownership, OwnershipComponent } from '#core/ownership/ownership.ts';
import { describeTotal, toAmount } from '#core/report/ownership-words.ts';
import { toVisible } from '#core/report/visible.ts';
import { wrap } from '#core/report/wrap.ts';
import type { Style } from '../local/start/report.ts';

const TITLE_WIDTH = 34;
const AMOUNT_WIDTH = 20;

/** The cost of ownership for a terminal. */
export function formatOwnership(ownership: Ownership, style: Style): string {
  return `${[
    style.strong(describeTotal(ownership)),
    style.faint('Amounts are of a month.'),
    ...ownership.components.map((component) => formatComponent(component, style)),
    ownership.assumptions.map((sentence) => wrap(sentence, { first: '- ', rest: '  ' })).join('\n'),
  ].join('\n\n')}\n`;
}

function formatComponent({ name, usdPerMonth, items }: OwnershipComponent, { strong, faint }: Style): string {
  return [
    strong(`${name.padEnd(TITLE_WIDTH)}${toAmount(usdPerMonth).padStart(AMOUNT_WIDTH)}`),
    ...items.flatMap((item) => [
      `  ${item.title.padEnd(TITLE_WIDTH - 2)}${toAmount(item.usdPerMonth).padStart(AMOUNT_WIDTH)}`,
      faint(wrap(toVisible(item.words), { first: '    ' })),
    ]),
  ].join('\n');
}

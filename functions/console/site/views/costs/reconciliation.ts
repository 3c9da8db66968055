import type { CostsAnswer, ReconciledDay } from '#core/rollup/costs-answer.ts';
import { element } from '../../dom.ts';
import { formatOf } from '../../format.ts';
import { emptyState, NO_DATA } from '../../widgets/card.ts';
import { toMoney } from './money.ts';

const OFF =
  'The setting cost.reconcile compares these sums with Cost Explorer once a day, for 0.01 USD; a bill is two days late.';
const COLUMNS = ['Day', 'Estimated', 'Billed', 'Difference', 'Unpriced calls'];
const toShare = formatOf('%');

/** Estimate beside bill, the newest day first. */
export function drawReconciliation({ reconciliation = [], scope }: CostsAnswer): HTMLElement {
  const head = element('h3', {}, 'Against the bill');
  if (reconciliation.length === 0) {
    const words = scope === 'own' ? 'The bill is shown to readers of all costs (setting cost.readers).' : OFF;
    return element('section', { class: 'item' }, head, emptyState(NO_DATA, words));
  }
  const table = element(
    'table',
    { class: 'records' },
    element('thead', {}, element('tr', {}, ...COLUMNS.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...reconciliation.toReversed().map(toRow)),
  );
  const scroll = element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Against the bill' },
    table,
  );
  return element('section', { class: 'item' }, head, scroll);
}

function toRow({
  day,
  estimatedUsd,
  billedUsd,
  differencePercent,
  unpricedCalls,
}: ReconciledDay): HTMLElement {
  const difference = differencePercent === undefined ? 'nothing billed' : toShare(differencePercent);
  const cells = [toMoney(estimatedUsd), toMoney(billedUsd), difference, String(unpricedCalls)];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, day),
    ...cells.map((text) => element('td', {}, text)),
  );
}

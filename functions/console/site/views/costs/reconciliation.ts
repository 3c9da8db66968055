import type { CostsAnswer, ReconciledDay } from '#core/rollup/costs-answer.ts';
import type { BillSource, UnreadBill } from '#core/rollup/reconcile.ts';
import { element } from '../../dom.ts';
import { formatOf, toMoment } from '../../format.ts';
import { emptyState, NO_DATA } from '../../widgets/card.ts';
import { toMoney } from './money.ts';
import { drawReconciledModels } from './reconciled-models.ts';
import { drawTable } from './simple-table.ts';

const OFF =
  'The setting cost.reconcile compares these sums with Cost Explorer once a day, for 0.01 USD; cost.dataExport with a CUR 2.0 export, by model. A bill is two days late.';
const COLUMNS = ['Day', 'Source', 'Estimated', 'Billed', 'Difference', 'Unpriced calls'];
const SOURCES: Readonly<Record<BillSource, string>> = {
  cost_explorer: 'Cost Explorer',
  data_export: 'CUR 2.0 export',
};
const toShare = formatOf('%');

/** Estimate beside bill, the newest day first, and the same by model where the bill tells models apart. */
export function drawReconciliation({
  reconciliation = [],
  unreadBills = [],
  scope,
}: CostsAnswer): HTMLElement {
  const head = element('h3', {}, 'Against the bill');
  const unread = unreadBills.map(toWarning);
  if (reconciliation.length === 0) {
    const words = scope === 'own' ? 'The bill is shown to readers of all costs (setting cost.readers).' : OFF;
    const rest = unread.length === 0 ? [emptyState(NO_DATA, words)] : unread;
    return element('section', { class: 'item' }, head, ...rest);
  }
  return element(
    'section',
    { class: 'item' },
    head,
    ...unread,
    drawTable('Against the bill', COLUMNS, reconciliation.toReversed().map(toCells)),
    toRegionNote(reconciliation),
    ...drawReconciledModels(reconciliation),
  );
}

const toWarning = ({ source, detail, checkedAt }: UnreadBill): HTMLElement =>
  element(
    'p',
    { class: 'problem' },
    `${SOURCES[source]}: unknown as of ${toMoment(Date.parse(checkedAt))}. ${detail}`,
  );

function toCells(each: ReconciledDay): readonly string[] {
  const { day, source, estimatedUsd, billedUsd, differencePercent, unpricedCalls } = each;
  const difference = differencePercent === undefined ? 'nothing billed' : toShare(differencePercent);
  const amounts = [toMoney(estimatedUsd), toMoney(billedUsd)];
  return [day, SOURCES[source], ...amounts, difference, String(unpricedCalls)];
}

/** Lines that tell no Region may be this one's or another's. */
function toRegionNote(days: readonly ReconciledDay[]): HTMLElement | undefined {
  const usd = days.reduce((sum, { withoutRegionUsd = 0 }) => sum + withoutRegionUsd, 0);
  const words = `${toMoney(usd)} of the export's lines tell no Region, and are in no amount here.`;
  return usd === 0 ? undefined : element('p', { class: 'quiet' }, words);
}

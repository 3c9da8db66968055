import type { CostsAnswer } from '#core/rollup/costs-answer.ts';
import type { CostGroup, CostGroupFigures } from '#core/rollup/summary.ts';
import { element } from '../../dom.ts';
import { formatOf } from '../../format.ts';
import { emptyState, NO_DATA } from '../../widgets/card.ts';
import { toMoney } from './money.ts';

const COLUMNS = ['Cost', 'Share', 'Calls', 'Unpriced', 'Tokens in / out', 'Per 1,000'];
/** Rows of a table: what comes after them is cheap. */
const MOST = 20;
const toCount = formatOf(undefined);
const toShare = formatOf('%');

/** Who or what cost how much, the dearest first. */
export function drawGroups(
  title: string,
  by: CostGroup,
  { groups, omittedGroups, total }: CostsAnswer,
): HTMLElement {
  const head = element('h3', {}, title);
  const named = groups.filter(({ key }) => key !== undefined);
  if (named.length === 0)
    return element('section', { class: 'item' }, head, emptyState(NO_DATA, `No call says its ${by}.`));
  const rest = groups.length + (omittedGroups?.count ?? 0) - MOST;
  const table = element(
    'table',
    { class: 'records' },
    element(
      'thead',
      {},
      element('tr', {}, element('th', { scope: 'col' }, title.replace('By ', '')), ...COLUMNS.map(toColumn)),
    ),
    element('tbody', {}, ...groups.slice(0, MOST).map((group) => toRow(group, by, total.costUsd))),
  );
  const scroll = element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
    table,
  );
  const more =
    rest > 0 ? element('p', { class: 'quiet' }, `and ${rest} more, at GET /v1/costs?by=${by}`) : undefined;
  return element('section', { class: 'item' }, head, scroll, more);
}

const toColumn = (name: string): HTMLElement => element('th', { scope: 'col', class: 'figure' }, name);

function toRow(group: CostGroupFigures, by: CostGroup, totalUsd: number | undefined): HTMLElement {
  const { key = `without ${by}`, costUsd, calls, unpricedCalls, inputTokens, outputTokens } = group;
  const share = costUsd === undefined || !totalUsd ? '–' : toShare((100 * costUsd) / totalUsd);
  const perThousand = group.costPerThousandRequestsUsd;
  return element(
    'tr',
    {},
    element('th', { scope: 'row', title: key }, key),
    ...[
      toMoney(costUsd),
      share,
      toCount(calls),
      toCount(unpricedCalls),
      `${toCount(inputTokens)} / ${toCount(outputTokens)}`,
      perThousand === undefined ? '–' : toMoney(perThousand),
    ].map((text) => element('td', { class: 'figure' }, text)),
  );
}

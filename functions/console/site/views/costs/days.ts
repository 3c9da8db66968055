import type { CostsAnswer, DayStatus } from '#core/rollup/costs-answer.ts';
import type { CostGroupFigures } from '#core/rollup/summary.ts';
import { element } from '../../dom.ts';
import { createCard } from '../../widgets/card.ts';
import { toMoney } from './money.ts';

/** The days as columns. A day that was not added up has none, and says so. */
export function drawDays({ days, groups }: CostsAnswer): HTMLElement {
  const card = createCard('Days of this month', 'days');
  const byDay = new Map(groups.map((group) => [group.key, group]));
  const most = Math.max(0, ...groups.map(({ costUsd = 0 }) => costUsd));
  const columns = days.map((day) => drawDay(day, byDay.get(day.day), most));
  card.body.replaceChildren(element('ol', { class: 'cost-days' }, ...columns));
  card.foot.replaceChildren(element('span', { class: 'quiet' }, `Tallest: ${toMoney(most)}`));
  return card.root;
}

function drawDay(
  { day, status }: DayStatus,
  figures: CostGroupFigures | undefined,
  most: number,
): HTMLElement {
  const usd = figures ? figures.costUsd : 0;
  const words = status === 'missing' ? 'not added up' : toMoney(usd);
  const suffix = status === 'so_far' ? ' so far' : '';
  const column = element('span', { class: `cost-column ${status}`, 'aria-hidden': 'true' });
  const share = status === 'missing' || most === 0 ? 0 : (usd ?? 0) / most;
  column.style.setProperty('--share', String(share)); // the page's policy forbids a style attribute
  const text = `${day}: ${words}${suffix}`;
  return element(
    'li',
    { title: text },
    column,
    element('span', { class: 'unseen' }, text),
    element('small', { class: 'quiet', 'aria-hidden': 'true' }, String(Number(day.slice(8)))),
  );
}

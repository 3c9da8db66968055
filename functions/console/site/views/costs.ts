import type { CostsAnswer } from '#core/rollup/costs-answer.ts';
import { toDay } from '#core/rollup/day.ts';
import { COST_GROUPS, type CostGroup } from '#core/rollup/summary.ts';
import { element } from '../dom.ts';
import { toMoment } from '../format.ts';
import { emptyState, NO_DATA } from '../widgets/card.ts';
import { drawDays } from './costs/days.ts';
import { drawFigures } from './costs/figures.ts';
import { drawReconciliation } from './costs/reconciliation.ts';
import { drawGroups } from './costs/table.ts';
import { heading } from './heading.ts';
import { plainView, type View, type ViewContext } from './view.ts';

const ONE_STACK = 'Costs are added up by a deployed stack; this account has none.';
const NOTHING = 'The first costs are added up by their schedule, four times a day.';

/** Headings of the tables; days are drawn. */
const TITLES: Readonly<Record<Exclude<CostGroup, 'day'>, string>> = {
  model: 'By model',
  tenant: 'By tenant',
  application: 'By application',
  user: 'By user',
};

/** What calls cost this month: figures, the days, and who or what it was spent on. */
export function createCostsView({ api }: ViewContext): View {
  const place = element('div', { class: 'costs' });
  const words = element('p', { class: 'quiet' });
  const root = element(
    'article',
    {},
    heading('Costs', 'What calls cost, by list price, in UTC days'),
    words,
    place,
  );
  return plainView(root, async ({ state, nowMs, signal }) => {
    words.textContent = '';
    if (state.base !== '') return place.replaceChildren(emptyState(NO_DATA, ONE_STACK));
    const today = toDay(nowMs);
    const answers = new Map<CostGroup, CostsAnswer>();
    // one after the other: the function answers few at a time
    for (const by of COST_GROUPS)
      answers.set(by, await api.costs({ from: `${today.slice(0, 8)}01`, to: today, by }, signal));
    const byDay = answers.get('day');
    if (!byDay || byDay.days.every(({ status }) => status === 'missing'))
      return place.replaceChildren(emptyState(NO_DATA, NOTHING));
    words.textContent = describe(byDay);
    place.replaceChildren(...draw(byDay, answers, today));
  });
}

function draw(
  byDay: CostsAnswer,
  answers: ReadonlyMap<CostGroup, CostsAnswer>,
  today: string,
): readonly Node[] {
  const tables = (['model', 'tenant', 'application', 'user'] as const).flatMap((by) => {
    const answer = answers.get(by);
    return answer ? [drawGroups(TITLES[by], by, answer)] : [];
  });
  return [drawFigures(byDay, today), drawDays(byDay), ...tables, drawReconciliation(byDay)];
}

/** Whose costs, and as of when. */
function describe({ scope, tenant, days }: CostsAnswer): string {
  const whose = scope === 'all' ? 'All tenants' : `Tenant ${tenant ?? ''} only`;
  const newest = days.flatMap((day) => (day.status === 'missing' ? [] : [Date.parse(day.asOf)]));
  const missing = days.filter(({ status }) => status === 'missing').length;
  const gap = missing === 0 ? '' : `; ${missing} of ${days.length} days not added up, so not in the sums`;
  return `${whose}, this month, as of ${toMoment(Math.max(...newest))}${gap}`;
}

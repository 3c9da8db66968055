import type { Dashboard, WidgetData } from '../../answers.ts';
import { element } from '../dom.ts';
import { resolveRange } from '../ranges.ts';
import { formatState } from '../state.ts';
import { emptyState } from '../widgets/card.ts';
import { createWidgetView } from '../widgets/create-view.ts';
import type { WidgetContext, WidgetView } from '../widgets/widget-view.ts';
import { heading } from './heading.ts';
import type { Moment, View, ViewContext } from './view.ts';
import { plainView } from './view.ts';

/** Queries of logs and contributors cost per scanned line: they are asked again at most this often. */
const SLOW_REFRESH_MS = 60_000;

/** A CloudWatch dashboard, drawn from its body. */
export function createDashboardView(dashboard: Dashboard, context: ViewContext): View {
  const { title, subtitle } = dashboard;
  const grid = element('div', { class: 'grid' });
  const root = element('article', {}, heading(title, subtitle), grid);
  if (dashboard.status === 'unknown') {
    root.append(emptyState('This dashboard could not be read.', dashboard.detail));
    return plainView(root);
  }
  const { widgets } = dashboard;
  if (widgets.length === 0) root.append(emptyState('This dashboard has no widgets.'));
  const views = widgets.map(createWidgetView);
  grid.append(...views.map((view) => view.root));
  const slow = [...widgets.entries()]
    .filter(([, { kind }]) => kind === 'log' || kind === 'contributors')
    .map(([index]) => index);
  const readSlowly = createSlowReader(slow);
  return {
    root,
    hasRange: true,
    redraw: () => views.forEach((view) => void view.redraw()),
    destroy: () => views.forEach((view) => void view.destroy()),
    refresh: async (moment) => {
      const { startMs, endMs } = resolveRange(moment.state.range, moment.nowMs);
      const shown = { range: { startMs, endMs }, onZoom: context.zoomTo };
      const request = {
        ...{ dashboard: dashboard.id, start: startMs, end: endMs },
        periodSeconds: moment.state.periodSeconds,
      };
      if (moment.alarms?.status === 'known') for (const view of views) view.showAlarms(moment.alarms.alarms);
      const ask = (widget?: number) => context.api.data({ ...request, widget }, moment.signal);
      const showAll = (data: readonly WidgetData[]) => show(data, views, shown);
      await Promise.all([
        ask().then((answer) => showAll(answer.widgets)),
        readSlowly(moment, async (index) => showAll((await ask(index)).widgets)),
      ]);
    },
  };
}

function show(data: readonly WidgetData[], views: readonly WidgetView[], context: WidgetContext): void {
  for (const one of data) views[one.widget]?.show(one, context);
}

/** Reads the widgets whose queries cost, unless their answer is fresh and to the same question. */
function createSlowReader(indexes: readonly number[]) {
  let asked = { question: '', atMs: 0 };
  return async (
    { state, nowMs }: Pick<Moment, 'state' | 'nowMs'>,
    read: (index: number) => Promise<void>,
  ): Promise<void> => {
    const question = formatState(state);
    if (question === asked.question && nowMs - asked.atMs < SLOW_REFRESH_MS) return;
    asked = { question, atMs: nowMs };
    for (const index of indexes) await read(index); // one after the other: nobody waits for all of them at once
  };
}

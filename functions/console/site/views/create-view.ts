import type { Dashboard } from '../../answers.ts';
import { element } from '../dom.ts';
import { emptyState } from '../widgets/card.ts';
import { createAlarmsView } from './alarms.ts';
import { createConnectView } from './connect.ts';
import { createCostsView } from './costs.ts';
import { createDashboardView } from './dashboard.ts';
import { createMailsView } from './mails.ts';
import { createRecordsView } from './records.ts';
import { createReportView } from './report.ts';
import { plainView, type View, type ViewContext } from './view.ts';

const OTHERS: Readonly<Record<string, (context: ViewContext) => View>> = {
  costs: createCostsView,
  alarms: createAlarmsView,
  records: createRecordsView,
  mails: createMailsView,
  report: createReportView,
  connect: createConnectView,
};

/** Makes the view of a name: a dashboard, or one of the others. */
export function createView(name: string, dashboards: readonly Dashboard[], context: ViewContext): View {
  const dashboard = dashboards.find(({ id }) => id === name);
  if (dashboard) return createDashboardView(dashboard, context);
  const create = Object.hasOwn(OTHERS, name) ? OTHERS[name] : undefined;
  return create?.(context) ?? plainView(element('article', {}, emptyState('There is no such view.')));
}

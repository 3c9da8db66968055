import { readDashboardBody } from '#core/console/dashboard-body.ts';
import { LEVELS } from '#core/maturity/levels.ts';
import type { UnknownReading } from '#core/maturity/observation.ts';
import type { Dashboard, DashboardsAnswer } from './answers.ts';
import type { ConsoleDependencies } from './dependencies.ts';

type Parts = Pick<ConsoleDependencies, 'dashboards' | 'settings'>;

/** All dashboards, in the order in which the levels build on each other. */
export async function readDashboards(parts: Parts): Promise<DashboardsAnswer> {
  const ids = Object.keys(parts.settings.dashboards).toSorted((left, right) => rank(left) - rank(right));
  return { dashboards: await Promise.all(ids.map((id) => readDashboard(id, parts))) };
}

/** One dashboard by what it shows. A name outside the settings is none of the stack's. */
export async function readDashboard(id: string, { dashboards, settings }: Parts): Promise<Dashboard> {
  const names = headingOf(id);
  const name = Object.hasOwn(settings.dashboards, id) ? settings.dashboards[id] : undefined;
  if (name === undefined) return { ...names, ...unreadable('The stack has no such dashboard.') };
  const reading = await dashboards.body(name);
  if (reading.status === 'unknown') return { ...names, ...reading };
  const widgets = readDashboardBody(reading.body);
  return widgets
    ? { ...names, status: 'known', widgets }
    : { ...names, ...unreadable(`The body of ${name} is no dashboard.`) };
}

function headingOf(id: string): { readonly id: string; readonly title: string; readonly subtitle: string } {
  const level = LEVELS.find((each) => id === `level-${each.level}`);
  if (level) return { id, title: `Level ${level.level} ${level.name}`, subtitle: level.coreQuestion };
  return { id, title: id === 'overview' ? 'Overview' : id, subtitle: '' };
}

const rank = (id: string): number => Number(/^level-(\d)$/.exec(id)?.[1] ?? (id === 'overview' ? 0 : 9));

function unreadable(detail: string): UnknownReading {
  return { status: 'unknown', reason: 'failed', detail };
}

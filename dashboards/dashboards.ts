import { composeLevel } from './level.ts';
import type { DashboardId, DashboardOptions } from './options.ts';
import { composeOverview } from './overview.ts';
import type { DashboardBody } from './widget.ts';

/** The bodies of all dashboards. */
export function composeDashboards(options: DashboardOptions): Readonly<Record<DashboardId, DashboardBody>> {
  return {
    overview: composeOverview(options),
    'level-1': composeLevel(1, options),
    'level-2': composeLevel(2, options),
    'level-3': composeLevel(3, options),
    'level-4': composeLevel(4, options),
    'level-5': composeLevel(5, options),
  };
}

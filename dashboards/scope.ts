import { SIGNAL_IDS } from '#core/maturity/evidence.ts';
import type { SignalId } from '#core/signals/catalogue.ts';
import { termsOf } from '#core/signals/formula.ts';
import { seriesOf } from '#core/signals/place.ts';
import { metricOf, rowOf } from '#core/signals/rows.ts';
import { signalGraph } from './graph.ts';
import { placeInGrid, shareRows, sized } from './grid.ts';
import { OPENING } from './level.ts';
import { numbers } from './numbers.ts';
import type { DrawingOptions } from './options.ts';
import { alarmStates } from './status.ts';
import { DASHBOARD_WIDTH, type DashboardBody, type TextContent } from './widget.ts';

/** Somebody's own functions and APIs. */
export interface ScopeOptions extends DrawingOptions {
  readonly title: string;
  /** ARNs of the alarms on them. */
  readonly alarmArns: readonly string[];
}

const HEADING_HEIGHT = 2;
const NUMBERS_HEIGHT = 3;
const ALARMS_HEIGHT = 3;
const GRAPH_HEIGHT = 6;

/** A dashboard of those of the catalogue's rows that the functions and APIs have. */
export function composeScope(options: ScopeOptions): DashboardBody {
  const signals = signalsOf(options);
  const alarms = alarmStates('Alarms', options.alarmArns);
  const heading: TextContent = { type: 'text', properties: { markdown: `# ${options.title}` } };
  const counts = signals.filter((id) => rowOf(id).kind === 'metric');
  const graphs = signals.map((id) => signalGraph(id, options));
  return {
    ...OPENING,
    widgets: placeInGrid([
      sized(heading, DASHBOARD_WIDTH, HEADING_HEIGHT),
      ...(alarms ? [sized(alarms, DASHBOARD_WIDTH, ALARMS_HEIGHT)] : []),
      sized(numbers('Over the whole time range', counts, options), DASHBOARD_WIDTH, NUMBERS_HEIGHT),
      ...shareRows(graphs, 3, GRAPH_HEIGHT),
    ]),
  };
}

/** Rows that have a series by name here: not those of the account, and none that a search would look for. */
function signalsOf(options: ScopeOptions): readonly SignalId[] {
  return SIGNAL_IDS.filter((id) => {
    const terms = termsOf(id);
    return terms.length > 0 && terms.every(({ signal }) => isHere(signal, options));
  });
}

function isHere(signal: string, options: ScopeOptions): boolean {
  const row = metricOf(signal);
  if (row.source === 'aws-metric' && row.series) return false; // of the account, whatever the app
  const all = seriesOf(row, options);
  return all.length > 0 && all.every((series) => series.kind === 'metric' && series.dimensions.length > 0);
}

import { LEVELS, type Level } from '#core/maturity/levels.ts';
import { groupGraph, signalGraph } from './graph.ts';
import { type Draft, placeInGrid, sized } from './grid.ts';
import { assessmentOf, bandHeading, overviewHeading } from './heading.ts';
import { LAYOUTS } from './layouts.ts';
import { OPENING } from './level.ts';
import { numbers } from './numbers.ts';
import type { DashboardOptions } from './options.ts';
import { alarmStates, arnsOf, logTable } from './status.ts';
import { DASHBOARD_WIDTH, type DashboardBody } from './widget.ts';

const HEADING_HEIGHT = 3;
const ASSESSMENT_WIDTH = 9;
const ALARMS_HEIGHT = 4;
const BAND_HEIGHT = 4;
const BAND_WIDTHS = { heading: 5, numbers: 10, graph: 9 } as const;

/** The dashboard `overview`: the newest assessment, every alarm, and a band for each level. */
export function composeOverview(options: DashboardOptions): DashboardBody {
  const assessment = logTable(assessmentOf(undefined), options);
  const alarms = alarmStates('Alarms', arnsOf(options));
  const headingWidth = DASHBOARD_WIDTH - (assessment ? ASSESSMENT_WIDTH : 0);
  const drafts = [
    sized(overviewHeading(options), headingWidth, HEADING_HEIGHT),
    ...(assessment ? [sized(assessment, ASSESSMENT_WIDTH, HEADING_HEIGHT)] : []),
    ...(alarms ? [sized(alarms, DASHBOARD_WIDTH, ALARMS_HEIGHT)] : []),
    ...LEVELS.flatMap(({ level }) => band(level, options)),
  ];
  return { ...OPENING, widgets: placeInGrid(drafts) };
}

function band(level: Level, options: DashboardOptions): readonly Draft[] {
  const { summary, first } = LAYOUTS[level];
  const [leading] = first;
  const graph = typeof leading === 'string' ? signalGraph(leading, options) : groupGraph(leading, options);
  return [
    sized(bandHeading(level, options), BAND_WIDTHS.heading, BAND_HEIGHT),
    sized(numbers(`Level ${level}`, summary, options), BAND_WIDTHS.numbers, BAND_HEIGHT),
    sized(graph, BAND_WIDTHS.graph, BAND_HEIGHT),
  ];
}

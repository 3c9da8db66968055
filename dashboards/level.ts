import { SIGNAL_IDS } from '#core/maturity/evidence.ts';
import type { Level } from '#core/maturity/levels.ts';
import { isAlarmId } from '#core/signals/alarm-words.ts';
import type { SignalId } from '#core/signals/catalogue.ts';
import type { ExternalSignal } from '#core/signals/definition.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import { rowOf } from '#core/signals/rows.ts';
import { groupGraph, modelGraph, signalGraph } from './graph.ts';
import { type Draft, placeInGrid, shareRows, sized } from './grid.ts';
import { assessmentOf, levelHeading } from './heading.ts';
import { type GraphSpec, LAYOUTS, type LevelLayout } from './layouts.ts';
import { modelShareGraph } from './model-shares.ts';
import { numbers } from './numbers.ts';
import type { DashboardOptions } from './options.ts';
import { alarmStates, arnsOf, costContributors, type LogSpec, logTable, modelRouting } from './status.ts';
import { DASHBOARD_WIDTH, type DashboardBody, type TextContent, type WidgetContent } from './widget.ts';

/** Rows of the grid that a screen of 1080 lines shows without scrolling; as the console draws it, unverified. */
export const FIRST_SCREEN_HEIGHT = 15;
const HEADING_HEIGHT = 6;
const NUMBERS_HEIGHT = 3;
const FIRST_HEIGHT = FIRST_SCREEN_HEIGHT - HEADING_HEIGHT - NUMBERS_HEIGHT;
const GRAPH_HEIGHT = 6;
const ASSESSMENT_WIDTH = 9;
const ALARMS_WIDTH = 6;

/** How a dashboard opens: a day holds the newest daily assessment, and costs the log widgets one day's scan. */
export const OPENING = { start: '-P1D', periodOverride: 'inherit' } as const;

/** The dashboard of a level: the first screen answers its core question, the rest holds every signal of the level. */
export function composeLevel(level: Level, options: DashboardOptions): DashboardBody {
  const layout: LevelLayout = LAYOUTS[level];
  const drafts = [
    ...firstScreen(level, layout, options),
    ...shareRows(graphs(level, layout, options), 3, GRAPH_HEIGHT),
    ...shareRows(splits(layout, options), 3, GRAPH_HEIGHT),
    ...shareRows(logs(level, layout, options), 2, GRAPH_HEIGHT),
    ...notMeasured(level, options.modelRoutingRule === undefined ? undefined : layout.contributors),
  ];
  return { ...OPENING, widgets: placeInGrid(drafts) };
}

function firstScreen(level: Level, layout: LevelLayout, options: DashboardOptions): readonly Draft[] {
  const assessment = logTable(assessmentOf(level), options);
  const alarms = alarmStates(
    'Alarms',
    arnsOf(options, (id) => rowOf(id).level === level),
  );
  const headingWidth = DASHBOARD_WIDTH - (assessment ? ASSESSMENT_WIDTH : 0);
  const graphsWidth = (DASHBOARD_WIDTH - (alarms ? ALARMS_WIDTH : 0)) / 2;
  return [
    sized(levelHeading(level, options), headingWidth, HEADING_HEIGHT),
    ...optional(assessment, ASSESSMENT_WIDTH, HEADING_HEIGHT),
    sized(numbers('Over the whole time range', layout.numbers, options), DASHBOARD_WIDTH, NUMBERS_HEIGHT),
    ...layout.first.map((spec) => sized(toGraph(spec, options), graphsWidth, FIRST_HEIGHT)),
    ...optional(alarms, ALARMS_WIDTH, FIRST_HEIGHT),
  ];
}

const optional = (content: WidgetContent | undefined, width: number, height: number): readonly Draft[] =>
  content ? [sized(content, width, height)] : [];

/** Graphs below the first screen: the groups, then each row that is in no graph yet or whose alarm none shows. */
function graphs(level: Level, layout: LevelLayout, options: DashboardOptions): readonly WidgetContent[] {
  const specs = [...layout.first, ...layout.more];
  const alone = specs.filter((spec) => typeof spec === 'string');
  const grouped = specs.flatMap((spec) => (typeof spec === 'string' ? [] : spec.signals));
  const inGroup = grouped.map((each) => (typeof each === 'string' ? each : each.signal));
  const rest = drawable(level).filter(
    (id) => !alone.includes(id) && (isAlarmId(id) || !inGroup.includes(id)),
  );
  return [...layout.more, ...rest].map((spec) => toGraph(spec, options));
}

function drawable(level: Level): readonly SignalId[] {
  return SIGNAL_IDS.filter((id) => {
    const row = rowOf(id);
    return row.level === level && (row.kind === 'metric' || row.kind === 'ratio');
  });
}

function toGraph(spec: GraphSpec, options: DashboardOptions): WidgetContent {
  return typeof spec === 'string' ? signalGraph(spec, options) : groupGraph(spec, options);
}

function splits(
  { byModel, shareByModel, contributors }: LevelLayout,
  options: DashboardOptions,
): readonly WidgetContent[] {
  const graphed = [
    ...(shareByModel === undefined ? [] : modelShareGraph(shareByModel, options)),
    ...byModel.map((id) => modelGraph(ownMetrics[id], options)),
  ];
  if (contributors === undefined) return graphed;
  const routing = modelRouting(rowOf(contributors).title, options);
  return [...graphed, ...(routing ? [routing] : []), ...costContributors(options)];
}

function logs(level: Level, layout: LevelLayout, options: DashboardOptions): readonly WidgetContent[] {
  const rows = SIGNAL_IDS.flatMap((id): readonly LogSpec[] => {
    const row = rowOf(id);
    return row.level === level && row.kind === 'log-query' ? [row] : [];
  });
  return [...layout.logs, ...rows].flatMap((spec) => logTable(spec, options) ?? []);
}

/** Rows that CloudWatch has nothing about are named, with what they would be read from. */
function notMeasured(level: Level, shown: SignalId | undefined): readonly Draft[] {
  const rows = SIGNAL_IDS.filter((id) => id !== shown)
    .map(rowOf)
    .filter((row): row is ExternalSignal => row.level === level && row.kind === 'external');
  if (rows.length === 0) return [];
  const lines = rows.map(
    ({ title, reads, notCollected }) => `- **${title}**: ${notCollected} To be read from: ${reads}`,
  );
  const markdown = `### Not measured here\n${lines.join('\n')}`;
  const content: TextContent = { type: 'text', properties: { markdown } };
  return [sized(content, DASHBOARD_WIDTH, rows.length + 2)];
}

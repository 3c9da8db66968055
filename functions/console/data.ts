import type { GraphWidget, Widget } from '#core/console/dashboard-body.ts';
import { planGraph } from '#core/console/graph-queries.ts';
import type { GraphLine } from '#core/console/metric-lines.ts';
import { choosePeriod, type TimeRange } from '#core/console/period.ts';
import { unitOfLine } from '#core/console/units.ts';
import type { UnknownReading } from '#core/maturity/observation.ts';
import type { GraphSeries } from '#functions/console-ports.ts';
import type { DrawnLine, WidgetData } from './answers.ts';
import { readDashboard } from './dashboards.ts';
import type { ConsoleDependencies } from './dependencies.ts';
import type { DataRequest } from './event.ts';

/** Graphs that are read at once: a fifth of GetMetricData's 50 requests a second (recalled, not verified). */
const PARALLEL_GRAPHS = 10;
/** API Gateway ends a call after 29 s; a log query that takes longer is told as such. */
const LOG_QUERY_MS = 20_000;
const MAX_LOG_ROWS = 100;

interface Asked extends TimeRange {
  readonly chosenSeconds: number | undefined;
  readonly nowMs: number;
}

/** Data of a dashboard's graphs, or of one widget. `undefined` when there is no such dashboard or widget. */
export async function readData(
  dependencies: ConsoleDependencies,
  request: DataRequest,
): Promise<readonly WidgetData[] | undefined> {
  const dashboard = await readDashboard(request.dashboard, dependencies);
  if (dashboard.status === 'unknown') return undefined;
  const { start: startMs, end: endMs, periodSeconds: chosenSeconds } = request;
  const asked = { startMs, endMs, chosenSeconds, nowMs: dependencies.clock.now() };
  if (request.widget !== undefined) {
    const widget = dashboard.widgets[request.widget];
    return widget && [{ widget: request.widget, ...(await readWidget(widget, asked, dependencies)) }];
  }
  const graphs = [...dashboard.widgets.entries()].filter(([, { kind }]) => kind === 'graph');
  const data: WidgetData[] = [];
  for (let start = 0; start < graphs.length; start += PARALLEL_GRAPHS)
    data.push(
      ...(await Promise.all(
        graphs.slice(start, start + PARALLEL_GRAPHS).map(async ([index, widget]) => ({
          widget: index,
          ...(await readWidget(widget, asked, dependencies)),
        })),
      )),
    );
  return data;
}

type Data = WidgetData extends infer One ? (One extends unknown ? Omit<One, 'widget'> : never) : never;

/** Text is in the body and alarms have a route of their own: neither has data here. */
async function readWidget(widget: Widget, asked: Asked, dependencies: ConsoleDependencies): Promise<Data> {
  if (widget.kind === 'graph') return readGraph(widget, asked, dependencies);
  if (widget.kind === 'contributors') return readContributors(widget, asked, dependencies);
  if (widget.kind === 'log') return readLog(widget, asked, dependencies);
  return failed(`A widget of the kind ${widget.kind} has no data.`);
}

async function readGraph(
  widget: GraphWidget,
  asked: Asked,
  { graphs }: Pick<ConsoleDependencies, 'graphs'>,
): Promise<Data> {
  const plan = planGraph(widget, asked, asked);
  const reading = await graphs.read(plan);
  if (reading.status === 'unknown') return reading;
  const lines = widget.lines
    .filter(({ isVisible }) => isVisible)
    .flatMap((line) =>
      toDrawn(
        line,
        reading.series.filter(({ id }) => id === line.id),
      ),
    );
  return { status: 'known', kind: 'graph', periodSeconds: plan.periodSeconds, lines };
}

/** A search answers with several lines, which cannot all have the colour and name of the one that asked. */
function toDrawn(
  { axis, color, source, label: written }: GraphLine,
  found: readonly GraphSeries[],
): readonly DrawnLine[] {
  const unit = unitOfLine(source);
  // `${PROP('Dim.ModelId')}` is sent with the query, and the answer has it filled in
  const own = written?.includes('${') ? undefined : written;
  // nothing found is still a line that somebody expects
  if (found.length === 0 && own !== undefined) return [{ label: own, axis, unit, color, points: [] }];
  const isAlone = found.length === 1;
  return found.map(({ label, points }) => ({
    label: isAlone ? (own ?? label) : label,
    ...{ axis, unit },
    color: isAlone ? color : undefined,
    points,
  }));
}

async function readContributors(
  { ruleName, orderBy, most, periodSeconds }: Extract<Widget, { readonly kind: 'contributors' }>,
  asked: Asked,
  { contributors }: Pick<ConsoleDependencies, 'contributors'>,
): Promise<Data> {
  const period = choosePeriod(asked, { ...asked, ownSeconds: periodSeconds });
  const reading = await contributors.read({ ruleName, orderBy, most, periodSeconds: period, range: asked });
  if (reading.status === 'unknown') return reading;
  const { keyLabels, total, uniqueContributors } = reading;
  return {
    status: 'known',
    kind: 'contributors',
    ...{ keyLabels, total, uniqueContributors, contributors: reading.contributors },
  };
}

async function readLog(
  { logGroups, query }: Extract<Widget, { readonly kind: 'log' }>,
  { startMs, endMs }: Asked,
  { logs }: Pick<ConsoleDependencies, 'logs'>,
): Promise<Data> {
  const [logGroup, ...others] = logGroups;
  if (logGroup === undefined || others.length > 0)
    return failed('The console queries one log group per widget; this one names none or several.');
  const window = { start: new Date(startMs).toISOString(), end: new Date(endMs).toISOString() };
  const answer = await logs.query({ logGroup, query, window, signal: AbortSignal.timeout(LOG_QUERY_MS) });
  if (answer.status === 'unknown') return answer;
  const rows = answer.rows.slice(0, MAX_LOG_ROWS);
  // `@ptr` points at the event for GetLogRecord; nobody reads it
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== '@ptr');
  return {
    status: 'known',
    kind: 'log',
    columns,
    rows: rows.map((row) => columns.map((name) => row[name] ?? '')),
  };
}

function failed(detail: string): UnknownReading {
  return { status: 'unknown', reason: 'failed', detail };
}

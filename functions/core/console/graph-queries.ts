import type { GraphWidget } from './dashboard-body.ts';
import type { GraphLine } from './metric-lines.ts';
import { choosePeriod, type TimeRange, wholeRange } from './period.ts';

/** One query of GetMetricData. */
export interface GraphQuery {
  readonly id: string;
  readonly label?: string | undefined;
  readonly source: GraphLine['source'];
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly returnsData: boolean;
}

/** Queries of a graph with the time that they ask for. */
export interface GraphPlan extends TimeRange {
  readonly periodSeconds: number;
  readonly queries: readonly GraphQuery[];
}

/** What to ask for a graph. Expressions are sent as they stand in the body: CloudWatch computes them. */
export function planGraph(
  widget: Pick<GraphWidget, 'lines' | 'periodSeconds' | 'view' | 'isWholeRange'>,
  range: TimeRange,
  { chosenSeconds, nowMs }: { readonly chosenSeconds?: number | undefined; readonly nowMs: number },
): GraphPlan {
  const ownSeconds = widget.periodSeconds ?? longestOwn(widget.lines);
  const isOneNumber = widget.view === 'number' && widget.isWholeRange;
  const window = isOneNumber
    ? wholeRange(range)
    : inPeriods(range, choosePeriod(range, { chosenSeconds, ownSeconds, nowMs }));
  const { periodSeconds } = window;
  return {
    ...window,
    queries: widget.lines.map(({ id, label, source, statistic, isVisible: returnsData }) => ({
      ...{ id, label, statistic, periodSeconds, returnsData },
      source: withPeriod(source, periodSeconds),
    })),
  };
}

function inPeriods({ startMs, endMs }: TimeRange, periodSeconds: number) {
  const periodMs = periodSeconds * 1_000;
  return { startMs: Math.floor(startMs / periodMs) * periodMs, endMs, periodSeconds };
}

function longestOwn(lines: readonly GraphLine[]): number | undefined {
  const own = lines.flatMap(({ periodSeconds }) => periodSeconds ?? []);
  return own.length === 0 ? undefined : Math.max(...own);
}

/** A search names its statistic and period itself; the period of the graph is the one that counts. */
const SEARCH_PERIOD = /(\bSEARCH\s*\(\s*'[^']*'\s*,\s*'[^']*'\s*,\s*)\d+/g;

function withPeriod(source: GraphLine['source'], periodSeconds: number): GraphLine['source'] {
  if (source.kind === 'metric') return source;
  return { ...source, expression: source.expression.replaceAll(SEARCH_PERIOD, `$1${periodSeconds}`) };
}

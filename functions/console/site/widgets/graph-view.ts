import type { GraphWidget } from '#core/console/dashboard-body.ts';
import type { AlarmState } from '#functions/console-ports.ts';
import type { DrawnLine } from '../../answers.ts';
import { element } from '../dom.ts';
import { formatOfLine, formatPeriod } from '../format.ts';
import { newestTimeOf, valueAt } from '../graph/align.ts';
import { type Chart, type ChartInput, drawChart } from '../graph/chart.ts';
import { colorOf } from '../graph/options.ts';
import { stateBadge, worstFirst } from './badge.ts';
import { type Card, createCard, emptyState, NO_DATA } from './card.ts';
import type { WidgetView } from './widget-view.ts';

/** Lines named below a graph: the others are named when a reader points at it. */
const MOST_NAMED = 6;

/** Lines or areas over time. */
export function createGraphView(widget: GraphWidget): WidgetView {
  const card = createCard(widget.title, 'graph');
  let chart: Chart | undefined;
  let shape = '';
  const clear = (): void => {
    chart?.destroy();
    chart = undefined;
    shape = '';
  };
  const draw = (input: ChartInput): void => {
    const next = shapeOf(input.lines);
    if (chart && next === shape) chart.update(input);
    else {
      clear();
      const host = element('div', { class: 'plot', tabindex: '0', role: 'group' });
      card.body.replaceChildren(host);
      chart = drawChart(host, input);
      shape = next;
    }
    card.body.firstElementChild?.setAttribute('aria-label', describe(input));
  };
  return {
    root: card.root,
    show: (data, { range, onZoom }) => {
      if (
        data.status === 'unknown' ||
        data.kind !== 'graph' ||
        !data.lines.some(({ points }) => points.length > 0)
      ) {
        clear();
        const isUnknown = data.status === 'unknown';
        card.body.replaceChildren(
          isUnknown ? emptyState('could not be read', data.detail) : emptyState(NO_DATA),
        );
        card.foot.replaceChildren();
        return;
      }
      const lines = data.lines.filter(({ points }) => points.length > 0);
      draw({ widget, lines, range, periodSeconds: data.periodSeconds, onZoom });
      card.foot.replaceChildren(legendOf(widget, lines), periodNote(widget, data.periodSeconds));
    },
    showAlarms: (alarms) => showWorst(card, widget, alarms),
    redraw: () => chart?.redraw(),
    destroy: clear,
  };
}

/** The worst of the alarms that watch what the graph shows. */
export function showWorst(
  { badge }: Pick<Card, 'badge'>,
  widget: GraphWidget,
  alarms: Parameters<WidgetView['showAlarms']>[0],
): void {
  const [worst] = worstFirst(alarms.filter((alarm) => isAbout(alarm, widget)));
  badge.replaceChildren(...(worst ? [stateBadge(worst.state)] : []));
}

/** An alarm that the graph names, or one whose threshold is the line across it and whose metrics it all has. */
function isAbout({ arn, threshold, metrics }: AlarmState, widget: GraphWidget): boolean {
  if (widget.alarms.includes(arn)) return true;
  if (metrics.length === 0 || !widget.thresholds.some(({ value }) => value === threshold)) return false;
  const shown = widget.lines.flatMap(({ source }) =>
    source.kind === 'metric' ? [`${source.namespace} ${source.metricName}`] : [],
  );
  return metrics.every((metric) => shown.includes(metric));
}

/** Lines that are the same lines can be updated in place. */
const shapeOf = (lines: readonly DrawnLine[]): string =>
  JSON.stringify(lines.map(({ label, axis, color }) => [label, axis, color]));

function legendOf(widget: GraphWidget, lines: readonly DrawnLine[]): HTMLElement {
  const at = newestTimeOf(lines);
  const named = lines.slice(0, MOST_NAMED).map((line, index) => {
    const swatch = element('i', { class: 'swatch' });
    swatch.style.background = colorOf(line, index);
    const value = valueAt(line, at);
    const words = value === undefined ? '–' : formatOfLine(line, widget)(value);
    return element(
      'li',
      { title: line.label },
      swatch,
      element('span', {}, line.label),
      element('b', {}, words),
    );
  });
  const more = lines.length - named.length;
  return element(
    'ul',
    { class: 'legend' },
    ...named,
    more > 0 ? element('li', { class: 'quiet' }, `${more} more`) : undefined,
  );
}

/** A threshold of a sum is that of the body's own period: over another one the line and it are not comparable. */
function periodNote({ periodSeconds: own, thresholds }: GraphWidget, drawn: number): HTMLElement {
  const isOther = thresholds.length > 0 && own !== undefined && own !== drawn;
  const note = isOther ? ` (threshold: per ${formatPeriod(own)})` : '';
  return element('span', { class: 'quiet period' }, `per ${formatPeriod(drawn)}${note}`);
}

function describe({ widget, lines }: ChartInput): string {
  const at = newestTimeOf(lines);
  const values = lines.map((line) => {
    const value = valueAt(line, at);
    return `${line.label}: ${value === undefined ? 'no data' : formatOfLine(line, widget)(value)}`;
  });
  return `${widget.title}. Newest: ${values.join(', ')}. Arrow keys move through time.`;
}

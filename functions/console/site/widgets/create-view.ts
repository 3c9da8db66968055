import type { Widget } from '#core/console/dashboard-body.ts';
import { element } from '../dom.ts';
import { renderMarkdown } from '../text-view.ts';
import { createAlarmsView } from './alarms-view.ts';
import { createCard, emptyState } from './card.ts';
import { createContributorsView } from './contributors-view.ts';
import { createGraphView } from './graph-view.ts';
import { createLogView } from './log-view.ts';
import { createNumberView } from './number-view.ts';
import { stillView, type WidgetView } from './widget-view.ts';

/** Makes the view of a widget, in its place of the grid. */
export function createWidgetView(widget: Widget): WidgetView {
  const view = viewOf(widget);
  const { x, y, width, height } = widget;
  const { style, dataset } = view.root;
  style.setProperty('--x', String(x + 1));
  style.setProperty('--y', String(y + 1));
  style.setProperty('--w', String(Math.min(width, 24 - x)));
  style.setProperty('--h', String(height));
  dataset.size = width > 12 ? 'wide' : width <= 6 && height <= 4 ? 'tile' : 'half';
  return view;
}

function viewOf(widget: Widget): WidgetView {
  if (widget.kind === 'graph')
    return widget.view === 'number' ? createNumberView(widget) : createGraphView(widget);
  if (widget.kind === 'log') return createLogView(widget.title);
  if (widget.kind === 'contributors') return createContributorsView(widget.title);
  if (widget.kind === 'alarms') return createAlarmsView(widget.title, widget.alarms);
  if (widget.kind === 'text')
    return stillView(element('section', { class: 'text-widget' }, renderMarkdown(widget.markdown)));
  const card = createCard(widget.title, 'unsupported');
  card.body.replaceChildren(emptyState('shown in CloudWatch only'));
  return stillView(card.root);
}

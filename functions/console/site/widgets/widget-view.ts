import type { AlarmState } from '#functions/console-ports.ts';
import type { WidgetData } from '../../answers.ts';
import type { TimeRange } from '../ranges.ts';

/** What surrounds the data of a widget. */
export interface WidgetContext {
  readonly range: TimeRange;
  readonly onZoom: (range: TimeRange) => void;
}

/** A widget on the page. */
export interface WidgetView {
  readonly root: HTMLElement;
  /** Shows data; a widget without data of its own ignores it. */
  readonly show: (data: WidgetData, context: WidgetContext) => void;
  /** Shows the alarms that concern it. */
  readonly showAlarms: (alarms: readonly AlarmState[]) => void;
  /** Draws again in another theme. */
  readonly redraw: () => void;
  readonly destroy: () => void;
}

/** A view that does nothing but stand there. */
export function stillView(root: HTMLElement): WidgetView {
  const ignore = (): void => undefined;
  return { root, show: ignore, showAlarms: ignore, redraw: ignore, destroy: ignore };
}

import type { AlarmsAnswer, Connection } from '../../answers.ts';
import type { Api } from '../api.ts';
import type { TimeRange } from '../ranges.ts';
import type { ViewState } from '../state.ts';

/** What a view is made with. */
export interface ViewContext {
  readonly api: Api;
  readonly connection: Connection;
  readonly zoomTo: (range: TimeRange) => void;
}

/** What is known when a view is brought up to date. */
export interface Moment {
  readonly state: ViewState;
  readonly nowMs: number;
  readonly alarms: AlarmsAnswer | undefined;
  readonly signal: AbortSignal;
}

/** A view on the page. */
export interface View {
  readonly root: HTMLElement;
  /** Reads what it shows anew. */
  readonly refresh: (moment: Moment) => Promise<void>;
  /** Draws again in another theme. */
  readonly redraw: () => void;
  readonly destroy: () => void;
  /** Whether range and period mean anything to it. */
  readonly hasRange: boolean;
}

/** A view without charts and range. */
export function plainView(root: HTMLElement, refresh: View['refresh'] = async () => undefined): View {
  return { root, refresh, redraw: () => undefined, destroy: () => undefined, hasRange: false };
}

import { formatRange, PERIODS, parseRange, type Range, REFRESHES } from './ranges.ts';

/** What is looked at: all of it stands in the address, so that a view can be kept and passed on. */
export interface ViewState {
  readonly view: string;
  readonly range: Range;
  /** In seconds. @default - as each widget says */
  readonly periodSeconds: number | undefined;
  /** In seconds; 0 is off. */
  readonly refreshSeconds: number;
  /** Whose data, by the base of its paths. */
  readonly base: string;
}

/** Whether the part of the address behind the `#` names a view; otherwise it is a place in the page. */
export const isViewHash = (hash: string): boolean => hash === '' || hash.startsWith('#/');

/**
 * Reads the part of the address behind the `#`. Whatever it does not know is the default; a link that names a view
 * alone leaves everything else as it was.
 */
export function parseState(hash: string, before?: ViewState): ViewState {
  const [path = '', query] = (isViewHash(hash) ? hash : '').replace(/^#\//, '').split('?');
  const view = /^[a-z0-9-]+$/.test(path) ? path : 'overview';
  if (query === undefined && before) return { ...before, view };
  const values = new URLSearchParams(query);
  const period = Number(values.get('period'));
  const refresh = values.get('refresh');
  return {
    view,
    range: parseRange(values.get('range')),
    periodSeconds: PERIODS.find((seconds) => seconds === period),
    refreshSeconds: REFRESHES.find((seconds) => String(seconds) === refresh) ?? 60,
    base: /^(\/accounts\/[a-z0-9-]+)?$/.test(values.get('account') ?? '')
      ? (values.get('account') ?? '')
      : '',
  };
}

/** As `parseState` reads it. */
export function formatState({ view, range, periodSeconds, refreshSeconds, base }: ViewState): string {
  const values = new URLSearchParams({ range: formatRange(range) });
  if (periodSeconds !== undefined) values.set('period', String(periodSeconds));
  if (refreshSeconds !== 60) values.set('refresh', String(refreshSeconds));
  if (base !== '') values.set('account', base);
  return `#/${view}?${values}`;
}

import type { AlarmsAnswer, Connection, Dashboard } from '../answers.ts';
import { type Api, createApi } from './api.ts';
import { createBar } from './bar.ts';
import { part } from './dom.ts';
import { onThemeChange } from './graph/theme.ts';
import { renderNav, renderTop } from './nav.ts';
import { formatState, parseState, type ViewState } from './state.ts';
import { createView } from './views/create-view.ts';
import type { View, ViewContext } from './views/view.ts';

/** What is loaded once per account. */
interface Loaded {
  readonly base: string;
  readonly api: Api;
  readonly dashboards: readonly Dashboard[];
}

/** Runs the page: the address says what is shown, a clock brings it up to date. */
export async function runApp(): Promise<void> {
  const main = part('main');
  let connection = await createApi('').connection();
  let state = parseState(location.hash);
  let loaded = await load(state.base);
  let mounted: { readonly id: string; readonly view: View } | undefined;
  let alarms: AlarmsAnswer | undefined;
  let reading = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const go = (patch: Partial<ViewState>): void => {
    location.hash = formatState({ ...state, ...patch });
  };
  const bar = createBar(part('bar'), { change: go, refresh: () => void refresh() });

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    try {
      // accounts come and go: the example teams are there once they are assessed
      [connection, alarms] = await Promise.all([createApi('').connection(), loaded.api.alarms()]);
      if (signal.aborted) return;
      showFrame();
      await mounted?.view.refresh({ state, nowMs: Date.now(), alarms, signal });
      if (!signal.aborted) bar.tell({ readAtMs: Date.now() });
    } catch (error) {
      if (signal.aborted) return;
      bar.tell({ problem: `Not up to date: ${error instanceof Error ? error.message : String(error)}` });
    }
    if (state.refreshSeconds > 0)
      timer = setTimeout(() => void refreshIfSeen(), state.refreshSeconds * 1_000);
  }

  /** Nobody looks at a hidden page; it is brought up to date when it is seen again. */
  async function refreshIfSeen(): Promise<void> {
    if (!document.hidden) await refresh();
  }

  function showFrame(): void {
    const linkTo = (view: string): string => formatState({ ...state, view });
    renderTop(part('top'), connection, { base: state.base, choose: (base) => go({ base }) });
    renderNav(part('nav'), { dashboards: loaded.dashboards, current: state.view, alarms, linkTo });
    bar.show(state, { hasRange: mounted?.view.hasRange ?? false, nowMs: Date.now() });
  }

  function mount(): void {
    const id = `${state.base} ${state.view}`;
    if (mounted?.id === id) return;
    mounted?.view.destroy();
    const view = createView(state.view, loaded.dashboards, contextOf(connection, loaded.api, go));
    mounted = { id, view };
    main.replaceChildren(view.root);
    document.title = `${view.root.querySelector('h2')?.textContent ?? 'Console'} – Waymark`;
    part('announcer').textContent = document.title;
    scrollTo({ top: 0 });
  }

  async function follow(): Promise<void> {
    state = parseState(location.hash, state);
    if (loaded.base !== state.base) loaded = await load(state.base);
    mount();
    showFrame();
    await refresh();
  }

  addEventListener('hashchange', () => void follow());
  document.addEventListener('visibilitychange', () => void refreshIfSeen());
  onThemeChange(() => mounted?.view.redraw());
  await follow();
}

async function load(base: string): Promise<Loaded> {
  const api = createApi(base);
  const { dashboards } = await api.dashboards();
  return { base, api, dashboards };
}

function contextOf(connection: Connection, api: Api, go: (patch: Partial<ViewState>) => void): ViewContext {
  return {
    api,
    connection,
    zoomTo: (range) => go({ range: { kind: 'between', ...range } }),
  };
}

import type { AlarmsAnswer, Connection, Dashboard } from '../answers.ts';
import { type Api, createApi } from './api.ts';
import { type Bar, createBar } from './bar.ts';
import { element, part } from './dom.ts';
import { onThemeChange } from './graph/theme.ts';
import { renderNav, renderTop } from './nav.ts';
import { followSkipLink } from './skip-link.ts';
import { formatState, isViewHash, parseState, type ViewState } from './state.ts';
import { createView } from './views/create-view.ts';
import type { View, ViewContext } from './views/view.ts';

/** What is loaded once per account. */
interface Loaded {
  readonly base: string;
  readonly api: Api;
  readonly dashboards: readonly Dashboard[];
}

/** What the page knows and shows. */
interface Session {
  connection: Connection;
  state: ViewState;
  /** Not there while an account is read, or when it could not be. */
  loaded?: Loaded | undefined;
  mounted?: { readonly id: string; readonly view: View } | undefined;
  alarms?: AlarmsAnswer | undefined;
  reading: AbortController;
  timer?: ReturnType<typeof setTimeout> | undefined;
  readonly bar: Bar;
}

/** Runs the page: the address says what is shown, a clock brings it up to date. */
export async function runApp(): Promise<void> {
  followSkipLink();
  const connection = await createApi('').connection();
  const bar = createBar(part('bar'), {
    change: (patch) => go(session, patch),
    refresh: () => void refresh(session),
  });
  const state = atKnownAccount(parseState(location.hash), connection);
  const session: Session = { connection, state, bar, reading: new AbortController() };
  addEventListener('hashchange', () => {
    if (isViewHash(location.hash)) void follow(session);
  });
  document.addEventListener('visibilitychange', () => void refreshIfSeen(session));
  onThemeChange(() => session.mounted?.view.redraw());
  await show(session);
}

/** Accounts come and go: a link may name one that is gone. */
const atKnownAccount = (state: ViewState, { accounts }: Connection): ViewState =>
  accounts.some(({ base }) => base === state.base) ? state : { ...state, base: '' };

function go({ state }: Session, patch: Partial<ViewState>): void {
  location.hash = formatState({ ...state, ...patch });
}

async function follow(session: Session): Promise<void> {
  session.state = parseState(location.hash, session.state);
  await show(session);
}

async function show(session: Session): Promise<void> {
  if (session.loaded?.base === session.state.base) mount(session, session.loaded);
  else leaveAccount(session, 'Loading …');
  showFrame(session);
  await refresh(session);
}

async function refresh(session: Session): Promise<void> {
  clearTimeout(session.timer);
  session.reading.abort();
  session.reading = new AbortController();
  const { signal } = session.reading;
  const problem = await read(session, signal).catch(describe);
  if (signal.aborted) return; // a newer one tells, and goes on
  if (problem !== undefined && !session.loaded) leaveAccount(session, 'This account could not be read.');
  session.bar.tell(
    problem === undefined ? { readAtMs: Date.now() } : { problem: `Not up to date: ${problem}` },
  );
  const { refreshSeconds } = session.state;
  if (refreshSeconds > 0)
    session.timer = setTimeout(() => void refreshIfSeen(session), refreshSeconds * 1_000);
}

/** Nobody looks at a hidden page; it is brought up to date when it is seen again. */
async function refreshIfSeen(session: Session): Promise<void> {
  if (!document.hidden) await refresh(session);
}

/** Reads the account where it is not there yet, then what is shown of it. */
async function read(session: Session, signal: AbortSignal): Promise<undefined> {
  const loaded = session.loaded ?? (await load(session.state.base));
  if (signal.aborted) return;
  session.loaded = loaded;
  mount(session, loaded);
  showFrame(session);
  // accounts come and go: the example teams are there once they are assessed
  const [connection, alarms] = await Promise.all([createApi('').connection(), loaded.api.alarms()]);
  if (signal.aborted) return;
  session.connection = connection;
  session.alarms = alarms;
  showFrame(session);
  const { state } = session;
  await session.mounted?.view.refresh({ state, nowMs: Date.now(), alarms, signal });
}

async function load(base: string): Promise<Loaded> {
  const api = createApi(base);
  const { dashboards } = await api.dashboards();
  return { base, api, dashboards };
}

/** Nothing of an account stays under the name of another one. */
function leaveAccount(session: Session, words: string): void {
  session.mounted?.view.destroy();
  session.mounted = undefined;
  session.loaded = undefined;
  session.alarms = undefined;
  part('main').replaceChildren(element('p', { class: 'empty' }, words));
}

function mount(session: Session, { base, api, dashboards }: Loaded): void {
  const { mounted, state, connection } = session;
  const id = `${base} ${state.view}`;
  if (mounted?.id === id) return;
  mounted?.view.destroy();
  const zoomTo: ViewContext['zoomTo'] = (range) => go(session, { range: { kind: 'between', ...range } });
  const view = createView(state.view, dashboards, { api, connection, zoomTo });
  session.mounted = { id, view };
  part('main').replaceChildren(view.root);
  document.title = `${view.root.querySelector('h2')?.textContent ?? 'Console'} – Waymark`;
  part('announcer').textContent = document.title;
  scrollTo({ top: 0 });
}

function showFrame(session: Session): void {
  const { state, connection, loaded, mounted, alarms, bar } = session;
  const linkTo = (view: string): string => formatState({ ...state, view });
  renderTop(part('top'), connection, { base: state.base, choose: (base) => go(session, { base }) });
  renderNav(part('nav'), { dashboards: loaded?.dashboards ?? [], current: state.view, alarms, linkTo });
  bar.show(state, { hasRange: mounted?.view.hasRange ?? false, nowMs: Date.now() });
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

import type { InvocationRecord } from '#core/invocation/record.ts';
import { button, element } from '../dom.ts';
import { emptyState, NO_DATA } from '../widgets/card.ts';
import { heading } from './heading.ts';
import { matches, renderRecord } from './record-row.ts';
import { plainView, type View, type ViewContext } from './view.ts';

const POLL_MS = 2_000;
/** Records that are kept on the page. */
const MOST = 300;
/** Lines reach the log late and out of order: the last half minute is asked for again. */
const OVERLAP_MS = 30_000;
const COLUMNS = [
  'Time',
  'Outcome',
  'Latency',
  'First token',
  'Tokens in / out',
  'Model',
  'Operation',
  'Tenant',
];
/** Columns of figures stand at the end of their width. */
const FIGURES: readonly string[] = ['Latency', 'First token', 'Tokens in / out'];

/** Records of calls as they come in, newest first. */
export function createRecordsView({ api }: ViewContext): View {
  const known = new Map<string, HTMLElement>();
  const records: InvocationRecord[] = [];
  const body = element('tbody');
  const note = element('p', { class: 'quiet', role: 'status' });
  const search = element('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter records' });
  const table = element(
    'table',
    { class: 'records' },
    element('thead', {}, element('tr', {}, ...COLUMNS.map(toColumn))),
    body,
  );
  let isPaused = false;
  let newestMs: number | undefined;
  const pause = button('Pause', () => {
    isPaused = !isPaused;
    pause.textContent = isPaused ? 'Go on' : 'Pause';
  });
  const draw = (): void => {
    const shown = records.filter((record) => matches(record, search.value));
    body.replaceChildren(...shown.flatMap(({ requestId }) => known.get(requestId) ?? []));
    table.hidden = shown.length === 0;
    empty.hidden = shown.length > 0;
    empty.textContent = records.length === 0 ? NO_DATA : 'no record matches the filter';
  };
  const empty = emptyState(NO_DATA);
  search.addEventListener('input', draw);
  const read = async (signal: AbortSignal): Promise<void> => {
    const answer = await api.records(newestMs === undefined ? undefined : newestMs - OVERLAP_MS, signal);
    if (answer.status === 'unknown') {
      note.textContent = `Could not be read: ${answer.detail}`;
      return;
    }
    newestMs = Math.max(newestMs ?? 0, answer.newestMs ?? 0) || undefined;
    const fresh = answer.records.filter(({ requestId }) => !known.has(requestId));
    for (const record of fresh) known.set(record.requestId, renderRecord(record));
    records.unshift(...fresh);
    records.sort((left, right) => right.startedAt.localeCompare(left.startedAt));
    for (const { requestId } of records.splice(MOST)) known.delete(requestId);
    note.textContent = describe(records.length, answer.unreadable);
    if (fresh.length > 0 || records.length === 0) draw();
  };
  const tools = element('div', { class: 'tools' }, search, pause, note);
  const root = element(
    'article',
    {},
    heading('Records', 'One record per call, as the gateway writes it', tools),
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Records' }, table),
    empty,
  );
  const stop = new AbortController();
  const poll = setInterval(() => {
    if (!isPaused && !document.hidden) read(stop.signal).catch(() => undefined); // the next look tries again
  }, POLL_MS);
  return {
    ...plainView(root, () => read(stop.signal)),
    destroy: () => {
      stop.abort();
      clearInterval(poll);
    },
  };
}

function toColumn(name: string): HTMLElement {
  const look = FIGURES.includes(name) ? 'figure' : undefined;
  return element('th', { scope: 'col', class: look }, name);
}

function describe(count: number, unreadable: number): string {
  const more = unreadable > 0 ? `, ${unreadable} lines that this version cannot read` : '';
  return `${count} records of the last 24 hours${more}`;
}

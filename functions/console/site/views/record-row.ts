import type { InvocationRecord, Outcome } from '#core/invocation/record.ts';
import { button, element } from '../dom.ts';
import { formatOf, toExactClock, toMoment } from '../format.ts';

const duration = formatOf('milliseconds');
const count = formatOf('count');

const LOOKS: Readonly<Record<Outcome, string>> = {
  success: 'good',
  client_error: 'open',
  aborted: 'open',
  guardrail_intervened: 'warn',
  throttled: 'warn',
  server_error: 'bad',
  timeout: 'bad',
};

/** One call as a row; its time opens all that is known about it. */
export function renderRecord(record: InvocationRecord): HTMLElement {
  const { startedAt, tenant, application, resolvedModel, operation, latencyMs, timeToFirstTokenMs } = record;
  const startedMs = Date.parse(startedAt);
  const caller = application === undefined ? tenant : `${tenant} · ${application}`;
  const open = button(toExactClock(startedMs), () => toggle(row, open, record), {
    class: 'plain',
    'aria-expanded': 'false',
    title: toMoment(startedMs),
  });
  const row = element(
    'tr',
    {},
    element('td', {}, open),
    element('td', {}, outcomeBadge(record)),
    element('td', { class: 'figure' }, latencyMs === undefined ? '–' : duration(latencyMs)),
    element('td', { class: 'figure' }, timeToFirstTokenMs === undefined ? '–' : duration(timeToFirstTokenMs)),
    element('td', { class: 'figure' }, tokensOf(record)),
    element('td', { title: resolvedModel }, resolvedModel),
    element('td', {}, operation),
    element('td', { title: caller }, caller),
  );
  return row;
}

/** Whether a filter's words all stand somewhere in what the row shows. */
export function matches(record: InvocationRecord, filter: string): boolean {
  const { tenant, application, feature, resolvedModel, operation, outcome, errorType, requestId } = record;
  const text = [tenant, application, feature, resolvedModel, operation, outcome, errorType, requestId]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function outcomeBadge({ outcome, attempts, errorType, fallbackFrom }: InvocationRecord): HTMLElement {
  const badge = element(
    'span',
    { class: `badge ${LOOKS[outcome]}`, title: errorType },
    outcome.replaceAll('_', ' '),
  );
  const notes = [
    attempts > 1 ? `${attempts} attempts` : undefined,
    fallbackFrom === undefined ? undefined : 'fallback',
  ].filter((note) => note !== undefined);
  return notes.length === 0
    ? badge
    : element('span', {}, badge, element('small', { class: 'quiet' }, ` ${notes.join(', ')}`));
}

/** Usage that is unknown is never shown as zero. */
const tokensOf = ({ usage }: InvocationRecord): string =>
  usage.status === 'known' ? `${count(usage.inputTokens)} / ${count(usage.outputTokens)}` : 'unknown';

function toggle(row: HTMLElement, open: HTMLElement, record: InvocationRecord): void {
  const isOpen = open.getAttribute('aria-expanded') === 'true';
  open.setAttribute('aria-expanded', String(!isOpen));
  if (isOpen) {
    row.nextElementSibling?.remove();
    return;
  }
  const cell = element('td', { colspan: String(row.childElementCount) });
  cell.append(element('pre', {}, JSON.stringify(record, undefined, 2)));
  row.after(element('tr', { class: 'detail' }, cell));
}

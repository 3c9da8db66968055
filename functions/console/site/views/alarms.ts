import type { AlarmState } from '#functions/console-ports.ts';
import { element } from '../dom.ts';
import { toAge, toMoment } from '../format.ts';
import { sectionFor } from '../runbook.ts';
import { linkAddresses, renderMarkdown } from '../text-view.ts';
import { shorten } from '../widgets/alarms-view.ts';
import { stateBadge, worstFirst } from '../widgets/badge.ts';
import { emptyState, NO_DATA } from '../widgets/card.ts';
import { heading } from './heading.ts';
import { plainView, type View, type ViewContext } from './view.ts';

/** All alarms of the stack, what needs looking at first. */
export function createAlarmsView({ api }: ViewContext): View {
  const list = element('div', { class: 'stack' });
  const root = element('article', {}, heading('Alarms', 'What is wrong, since when, and what to do'), list);
  // made once, so that an open one stays open
  const steps = new Map<string, HTMLElement | undefined>();
  let runbook: Promise<string> | undefined;
  return plainView(root, async ({ alarms, nowMs }) => {
    if (!alarms) return;
    if (alarms.status === 'unknown')
      return list.replaceChildren(emptyState('could not be read', alarms.detail));
    if (alarms.alarms.length === 0)
      return list.replaceChildren(emptyState(NO_DATA, 'The stack has no alarms.'));
    runbook ??= api.runbook();
    const text = await runbook;
    for (const { name, description } of alarms.alarms)
      if (!steps.has(name)) steps.set(name, toSteps(description, text));
    list.replaceChildren(
      ...worstFirst(alarms.alarms).map((alarm) => toItem(alarm, nowMs, steps.get(alarm.name))),
    );
  });
}

function toItem(
  { name, state, changedMs, description, reason, hasActions }: AlarmState,
  nowMs: number,
  steps: HTMLElement | undefined,
): HTMLElement {
  const since =
    changedMs === undefined
      ? undefined
      : element('span', { class: 'quiet', title: toMoment(changedMs) }, toAge(changedMs, nowMs));
  const unheard = hasActions ? undefined : element('span', { class: 'quiet' }, 'nobody is told');
  const head = element(
    'header',
    { class: 'item-head' },
    stateBadge(state),
    element('h3', { title: name }, shorten(name)),
    since,
    unheard,
  );
  const words = element('p', {});
  words.append(linkAddresses(description));
  return element('section', { class: 'item' }, head, words, element('p', { class: 'quiet' }, reason), steps);
}

/** What to do about an alarm, to be opened; `undefined` where the runbook says nothing. */
function toSteps(description: string, runbook: string): HTMLElement | undefined {
  const section = sectionFor(description, runbook);
  if (section === undefined) return undefined;
  return element('details', {}, element('summary', {}, 'What to do'), renderMarkdown(section));
}

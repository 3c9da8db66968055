import { element } from '../dom.ts';
import { stateBadge, worstFirst } from './badge.ts';
import { createCard, emptyState, NO_DATA } from './card.ts';
import { stillView, type WidgetView } from './widget-view.ts';

/** States of the alarms that a widget names; each leads to all that is known about it. */
export function createAlarmsView(title: string, arns: readonly string[]): WidgetView {
  const card = createCard(title, 'alarms');
  return {
    ...stillView(card.root),
    showAlarms: (alarms) => {
      const named = worstFirst(alarms.filter(({ arn }) => arns.includes(arn)));
      if (named.length === 0) return card.body.replaceChildren(emptyState(NO_DATA));
      const items = named.map(({ name, state }) =>
        element('li', {}, stateBadge(state), element('a', { href: '#/alarms', title: name }, shorten(name))),
      );
      card.body.replaceChildren(element('ul', { class: 'alarm-tiles' }, ...items));
    },
  };
}

/** Names begin with that of the stack, which the reader knows. */
export const shorten = (name: string): string => name.replace(/^Waymark-[a-z]+-/, '');

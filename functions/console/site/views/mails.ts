import { element } from '../dom.ts';
import { toMoment } from '../format.ts';
import { linkAddresses } from '../text-view.ts';
import { emptyState, NO_DATA } from '../widgets/card.ts';
import { heading } from './heading.ts';
import { plainView, type View, type ViewContext } from './view.ts';

const NOT_KEPT =
  'Mails of a deployed stack are in the mailboxes of those who subscribed; nothing keeps a copy.';

/** Mails that were sent: reports and alarms. */
export function createMailsView({ api }: ViewContext): View {
  const list = element('div', { class: 'stack' });
  const known = new Map<string, HTMLElement>();
  const root = element('article', {}, heading('Mails', 'What people were told'), list);
  return plainView(root, async () => {
    const answer = await api.mails();
    if (answer.status === 'not_kept') return list.replaceChildren(emptyState(NO_DATA, NOT_KEPT));
    if (answer.mails.length === 0) return list.replaceChildren(emptyState(NO_DATA, 'No mail was sent.'));
    for (const mail of answer.mails) {
      if (known.has(mail.id)) continue;
      const text = element('pre', { class: 'mail' });
      text.append(linkAddresses(mail.text));
      const head = element(
        'summary',
        {},
        element('b', {}, mail.subject),
        element('span', { class: 'quiet' }, `to ${mail.to}, ${toMoment(Date.parse(mail.sentAt))}`),
      );
      known.set(mail.id, element('details', { class: 'item' }, head, text));
    }
    // those that stand there stay, so that an open one stays open
    const items = answer.mails.flatMap(({ id }) => known.get(id) ?? []);
    if (items.some((item, index) => list.children[index] !== item)) list.replaceChildren(...items);
  });
}

import { element } from '../dom.ts';
import { formatOf } from '../format.ts';
import { lineVariable } from '../graph/theme.ts';
import { createCard, emptyState, NO_DATA } from './card.ts';
import { stillView, type WidgetView } from './widget-view.ts';

const format = formatOf(undefined);
const shareFormat = formatOf('percent');

/** Who contributes how much to a Contributor Insights rule, as bars. */
export function createContributorsView(title: string): WidgetView {
  const card = createCard(title, 'contributors');
  return {
    ...stillView(card.root),
    show: (data) => {
      card.foot.replaceChildren();
      if (data.status === 'unknown')
        return card.body.replaceChildren(emptyState('could not be read', data.detail));
      if (data.kind !== 'contributors' || data.contributors.length === 0)
        return card.body.replaceChildren(emptyState(NO_DATA));
      const { contributors, total, uniqueContributors, keyLabels } = data;
      const highest = Math.max(...contributors.map(({ value }) => value), 1);
      const rows = contributors.map(({ keys, value }, index) => {
        const bar = element('i', { class: 'bar' });
        bar.style.inlineSize = `${(value / highest) * 100}%`;
        bar.style.background = `var(--${lineVariable(index)})`;
        const share = total > 0 ? ` · ${shareFormat((value / total) * 100)}` : '';
        return element(
          'li',
          {},
          element('span', { class: 'bar-name' }, keys.join(' · ')),
          element('span', { class: 'bar-value' }, element('b', {}, format(value)), share),
          bar,
        );
      });
      card.body.replaceChildren(element('ol', { class: 'bars' }, ...rows));
      const words = `${uniqueContributors} by ${keyLabels.join(', ') || 'key'}, ${format(total)} in all`;
      card.foot.replaceChildren(element('span', { class: 'quiet period' }, words));
    },
  };
}

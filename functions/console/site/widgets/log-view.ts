import { element } from '../dom.ts';
import { createCard, emptyState, NO_DATA } from './card.ts';
import { stillView, type WidgetView } from './widget-view.ts';

/** Answer of a Logs Insights query as a table. */
export function createLogView(title: string): WidgetView {
  const card = createCard(title, 'log');
  return {
    ...stillView(card.root),
    show: (data) => {
      if (data.status === 'unknown')
        return card.body.replaceChildren(emptyState('could not be read', data.detail));
      if (data.kind !== 'log' || data.rows.length === 0)
        return card.body.replaceChildren(emptyState(NO_DATA));
      const head = element(
        'tr',
        {},
        ...data.columns.map((name, index) => {
          const isFigure = data.rows.every((row) => lookOf(row[index] ?? '') === 'figure');
          return element('th', { scope: 'col', class: isFigure ? 'figure' : undefined }, ...breakName(name));
        }),
      );
      const rows = data.rows.map((row) =>
        element('tr', {}, ...row.map((cell) => element('td', { class: lookOf(cell) }, shorten(cell)))),
      );
      const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows));
      card.body.replaceChildren(
        element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title }, table),
      );
    },
  };
}

/** A moment with its date is 23 characters, an outcome 20: they need no room kept for them. */
const SHORT = 24;

/** A quotient has as many decimals as a double: six figures are enough to compare. */
const shorten = (text: string): string =>
  lookOf(text) === 'figure' && /\.\d{7}/.test(text) ? String(Number(Number(text).toPrecision(6))) : text;

/** Figures stand at the end of their column; long texts have a width in which they can be read. */
function lookOf(text: string): string | undefined {
  if (text !== '' && Number.isFinite(Number(text))) return 'figure';
  return text.length > SHORT ? 'long' : undefined;
}

/** `maturityLevel` and `missing.level3` are wider than what stands below them: they may go over two lines. */
const breakName = (name: string): readonly Node[] =>
  name
    .split(/(?<=[a-z])(?=[A-Z])|(?<=\.)/)
    .flatMap((word, index) => [...(index > 0 ? [element('wbr')] : []), document.createTextNode(word)]);

import { element } from '../../dom.ts';

/** A table of texts, the first of each row its heading. */
export function drawTable(
  label: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const table = element(
    'table',
    { class: 'records' },
    element('thead', {}, element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...rows.map(toRow)),
  );
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, table);
}

function toRow([first = '', ...others]: readonly string[]): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, first),
    ...others.map((text) => element('td', {}, text)),
  );
}

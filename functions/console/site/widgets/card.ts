import { element } from '../dom.ts';

/** The frame that every widget stands in. */
export interface Card {
  readonly root: HTMLElement;
  /** Beside the title: state of an alarm. */
  readonly badge: HTMLElement;
  readonly body: HTMLElement;
  /** Below the body: what the lines are, and over which period. */
  readonly foot: HTMLElement;
}

/** Makes an empty card. */
export function createCard(title: string, kind: string): Card {
  const badge = element('span', { class: 'card-badge' });
  const body = element('div', { class: 'card-body' }, element('p', { class: 'empty' }, LOADING));
  const foot = element('footer', { class: 'card-foot' });
  const head = element('header', { class: 'card-head' }, element('h3', { title }, title), badge);
  const root = element('section', { class: `card card-${kind}`, 'aria-label': title }, head, body, foot);
  return { root, badge, body, foot };
}

/** Says in place of data that there is none, or why. */
export function emptyState(words: string, detail?: string): HTMLElement {
  return element(
    'p',
    { class: 'empty' },
    words,
    detail === undefined ? undefined : element('small', {}, detail),
  );
}

/** What stands where nothing was measured in the range. */
export const NO_DATA = 'no data yet';

/** What stands where an answer is awaited. */
const LOADING = 'loading …';

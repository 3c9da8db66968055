import type { AlarmsAnswer, Connection, Dashboard } from '../answers.ts';
import { element, refill } from './dom.ts';

/** Views besides the dashboards. */
const OTHER_VIEWS = [
  { id: 'costs', title: 'Costs' },
  { id: 'alarms', title: 'Alarms' },
  { id: 'records', title: 'Records' },
  { id: 'mails', title: 'Mails' },
  { id: 'report', title: 'Report' },
  { id: 'connect', title: 'Connect' },
] as const;

/** What the navigation shows. */
export interface NavInput {
  readonly dashboards: readonly Pick<Dashboard, 'id' | 'title'>[];
  readonly current: string;
  readonly alarms: AlarmsAnswer | undefined;
  readonly linkTo: (view: string) => string;
}

/** Fills the navigation: the dashboards, then everything else. */
export function renderNav(nav: HTMLElement, { dashboards, current, alarms, linkTo }: NavInput): void {
  const firing =
    alarms?.status === 'known' ? alarms.alarms.filter(({ state }) => state === 'ALARM').length : 0;
  const toItem = ({ id, title }: Pick<Dashboard, 'id' | 'title'>): HTMLElement => {
    const count =
      id === 'alarms' && firing > 0 ? element('span', { class: 'badge bad' }, String(firing)) : undefined;
    const isCurrent = id === current;
    return element(
      'li',
      {},
      element(
        'a',
        { href: linkTo(id), 'aria-current': isCurrent ? 'page' : undefined, 'data-key': id },
        title,
        count,
      ),
    );
  };
  refill(
    nav,
    element('ul', { 'aria-label': 'Dashboards' }, ...dashboards.map(toItem)),
    element('ul', { 'aria-label': 'More' }, ...OTHER_VIEWS.map(toItem)),
  );
  const link = nav.querySelector('[aria-current]');
  // in a narrow window the navigation scrolls sideways; the page itself must not move
  if (link instanceof HTMLElement && nav.scrollWidth > nav.clientWidth)
    nav.scrollLeft = link.offsetLeft - nav.clientWidth / 2;
}

/** Brand, place, and the choice of an account where there are several. */
export function renderTop(
  top: HTMLElement,
  { accounts, stage, region }: Connection,
  { base, choose }: { readonly base: string; readonly choose: (base: string) => void },
): void {
  const current = accounts.find((account) => account.base === base);
  const brand = element('h1', { class: 'brand' }, 'Waymark');
  const place = element('p', { class: 'quiet place' }, current?.description ?? `${stage}, ${region}`);
  const select = accounts.length > 1 ? [accountSelect(accounts, { base, choose })] : [];
  refill(top, brand, ...select, place);
}

function accountSelect(
  accounts: Connection['accounts'],
  { base, choose }: { readonly base: string; readonly choose: (base: string) => void },
): HTMLElement {
  const options = accounts.map((account) =>
    element(
      'option',
      { value: account.base, selected: account.base === base, title: account.description },
      account.title,
    ),
  );
  const select = element('select', { 'aria-label': 'Account', 'data-key': 'account' }, ...options);
  select.addEventListener('change', () => choose(select.value));
  return select;
}

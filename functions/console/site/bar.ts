import { createCustomRange } from './custom-range.ts';
import { button, type Child, element } from './dom.ts';
import { formatPeriod, toExactClock } from './format.ts';
import { PERIODS, RANGES, type Range, REFRESHES } from './ranges.ts';
import type { ViewState } from './state.ts';

/** The bar above a view: which time, how fine, how often. */
export interface Bar {
  readonly root: HTMLElement;
  /** Shows what is chosen. */
  readonly show: (state: ViewState, options: { readonly hasRange: boolean; readonly nowMs: number }) => void;
  /** Says when data was read, or that it could not be. */
  readonly tell: (news: { readonly readAtMs: number } | { readonly problem: string }) => void;
}

/** What the bar changes. */
export interface BarActions {
  readonly change: (patch: Partial<ViewState>) => void;
  readonly refresh: () => void;
}

/** Fills the bar. */
export function createBar(root: HTMLElement, { change, refresh }: BarActions): Bar {
  const custom = createCustomRange((range) => change({ range }));
  const chips = createRangeChips({
    choose: (range) => {
      custom.close(); // the chosen one may be the one that is shown: then nothing else closes it
      change({ range });
    },
    custom: () => custom.open(),
  });
  const period = createPeriod((periodSeconds) => change({ periodSeconds }));
  const often = createRefresh((refreshSeconds) => change({ refreshSeconds }));
  const news = element('span', { class: 'quiet news' });
  const now = button('↻', refresh, { 'aria-label': 'Refresh now', title: 'Refresh now' });
  const ranged = element('div', { class: 'ranged' }, chips.root, custom.root, period.root);
  root.replaceChildren(ranged, element('div', { class: 'often' }, often.root, now, news));
  return {
    root,
    show: (state, { hasRange, nowMs }) => {
      ranged.hidden = !hasRange;
      custom.show(state.range, nowMs);
      chips.show(custom.isOpen() ? 'between' : nameOf(state.range));
      period.select.value = String(state.periodSeconds ?? '');
      often.select.value = String(state.refreshSeconds);
    },
    tell: (told) => {
      const isProblem = 'problem' in told;
      news.classList.toggle('problem', isProblem);
      news.textContent = isProblem ? told.problem : toExactClock(told.readAtMs);
    },
  };
}

function createRangeChips({
  choose,
  custom,
}: {
  readonly choose: (range: Range) => void;
  readonly custom: () => void;
}) {
  const toChip = (name: string, label: string, act: () => void) => {
    const input = element('input', { type: 'radio', name: 'range', value: name, class: 'unseen' });
    input.addEventListener('change', act);
    return { input, root: element('label', { class: 'chip' }, input, element('span', {}, label)) };
  };
  const chips = [
    ...RANGES.map(({ name, label, lengthMs }) =>
      toChip(name, label, () => choose({ kind: 'last', name, lengthMs })),
    ),
    toChip('between', 'Custom', custom),
  ];
  const root = element(
    'fieldset',
    { class: 'chips' },
    element('legend', { class: 'unseen' }, 'Time range'),
    ...chips.map((chip) => chip.root),
  );
  return {
    root,
    show: (current: string): void => {
      for (const { input } of chips) input.checked = input.value === current;
    },
  };
}

const nameOf = (range: Range): string => (range.kind === 'last' ? range.name : 'between');

function createPeriod(choose: (seconds: number | undefined) => void) {
  const period = createSelect('Period', [
    ['auto', ''],
    ...PERIODS.map((at) => [formatPeriod(at), String(at)] as const),
  ]);
  period.select.addEventListener('change', () => choose(Number(period.select.value) || undefined));
  return period;
}

function createRefresh(choose: (seconds: number) => void) {
  const often = createSelect(
    'Refresh',
    REFRESHES.map((at) => [at === 0 ? 'off' : formatPeriod(at), String(at)] as const),
  );
  often.select.addEventListener('change', () => choose(Number(often.select.value)));
  return often;
}

function createSelect(label: string, options: readonly (readonly [words: string, value: string])[]) {
  const items: Child[] = options.map(([words, value]) => element('option', { value }, words));
  const select = element('select', {}, ...items);
  return {
    select,
    root: element('label', { class: 'choice' }, element('span', { class: 'quiet' }, label), select),
  };
}

import { button, type Child, element } from './dom.ts';
import { formatPeriod, toExactClock } from './format.ts';
import { PERIODS, RANGES, type Range, REFRESHES, resolveRange, toLocalInput } from './ranges.ts';
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
    choose: (range) => change({ range }),
    custom: () => custom.open(),
  });
  const period = createSelect('Period', [
    ['auto', ''],
    ...PERIODS.map((at) => [formatPeriod(at), String(at)] as const),
  ]);
  const often = createSelect(
    'Refresh',
    REFRESHES.map((at) => [at === 0 ? 'off' : formatPeriod(at), String(at)] as const),
  );
  period.select.addEventListener('change', () =>
    change({ periodSeconds: Number(period.select.value) || undefined }),
  );
  often.select.addEventListener('change', () => change({ refreshSeconds: Number(often.select.value) }));
  const news = element('span', { class: 'quiet news' });
  const now = button('↻', refresh, { 'aria-label': 'Refresh now', title: 'Refresh now' });
  const ranged = element('div', { class: 'ranged' }, chips.root, custom.root, period.root);
  root.replaceChildren(ranged, element('div', { class: 'often' }, often.root, now, news));
  return {
    root,
    show: (state, { hasRange, nowMs }) => {
      ranged.hidden = !hasRange;
      chips.show(state.range);
      custom.show(state.range, nowMs);
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
    show: (range: Range): void => {
      const current = range.kind === 'last' ? range.name : 'between';
      for (const { input } of chips) input.checked = input.value === current;
    },
  };
}

function createCustomRange(choose: (range: Range) => void) {
  const from = element('input', { type: 'datetime-local', 'aria-label': 'From', required: true });
  const to = element('input', { type: 'datetime-local', 'aria-label': 'To', required: true });
  const problem = element('span', { class: 'problem', role: 'alert' });
  const root = element(
    'form',
    { class: 'custom', hidden: true },
    from,
    '–',
    to,
    element('button', {}, 'Show'),
    problem,
  );
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    const [startMs, endMs] = [Date.parse(from.value), Date.parse(to.value)];
    problem.textContent = startMs < endMs ? '' : 'The first moment must be before the second.';
    if (startMs < endMs) choose({ kind: 'between', startMs, endMs });
  });
  return {
    root,
    open: (): void => {
      root.hidden = false;
      from.focus();
    },
    show: (range: Range, nowMs: number): void => {
      const { startMs, endMs } = resolveRange(range, nowMs);
      root.hidden = range.kind !== 'between';
      from.value = toLocalInput(startMs);
      to.value = toLocalInput(endMs);
    },
  };
}

function createSelect(label: string, options: readonly (readonly [words: string, value: string])[]) {
  const items: Child[] = options.map(([words, value]) => element('option', { value }, words));
  const select = element('select', {}, ...items);
  return {
    select,
    root: element('label', { class: 'choice' }, element('span', { class: 'quiet' }, label), select),
  };
}

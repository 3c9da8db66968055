import { element } from './dom.ts';
import { formatRange, LATEST_MS, type Range, resolveRange, toLocalInput } from './ranges.ts';

/** The form of a range between two moments. */
export interface CustomRange {
  readonly root: HTMLElement;
  readonly open: () => void;
  readonly close: () => void;
  readonly isOpen: () => boolean;
  /** Shows the range of the page, unless somebody is at the form. */
  readonly show: (range: Range, nowMs: number) => void;
}

/** Makes the form; `choose` is told a range whose first moment is before its second. */
export function createCustomRange(choose: (range: Range) => void): CustomRange {
  const { root, from, to, problem } = createForm();
  let isEdited = false;
  let shown = '';
  root.addEventListener('input', () => {
    isEdited = true;
  });
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    const [startMs, endMs] = [Date.parse(from.value), Date.parse(to.value)];
    isEdited = !(startMs < endMs);
    problem.textContent = isEdited ? 'The first moment must be before the second.' : '';
    if (!isEdited) choose({ kind: 'between', startMs, endMs });
  });
  return {
    root,
    open: () => {
      isEdited = true;
      root.hidden = false;
      from.focus();
    },
    close: () => {
      isEdited = false;
      root.hidden = true;
    },
    isOpen: () => !root.hidden,
    show: (range, nowMs) => {
      // a refresh shows the same range again; another one was chosen elsewhere, such as in a chart
      const isSame = formatRange(range) === shown;
      if (isEdited && isSame) return;
      shown = formatRange(range);
      isEdited = false;
      root.hidden = range.kind !== 'between';
      problem.textContent = '';
      const { startMs, endMs } = resolveRange(range, nowMs);
      from.value = toLocalInput(startMs);
      to.value = toLocalInput(endMs);
    },
  };
}

function createForm() {
  const [from, to] = [createMoment('From'), createMoment('To')];
  const problem = element('span', { class: 'problem', role: 'alert' });
  const submit = element('button', {}, 'Show');
  const root = element('form', { class: 'custom', hidden: true }, from, '–', to, submit, problem);
  return { root, from, to, problem };
}

/** Moments that an address can name. */
const createMoment = (label: string): HTMLInputElement =>
  element('input', {
    ...{ type: 'datetime-local', 'aria-label': label, required: true },
    ...{ min: toLocalInput(0), max: toLocalInput(LATEST_MS) },
  });

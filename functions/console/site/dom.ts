/** What stands in an element; nothing stands for itself. */
export type Child = Node | string | undefined;

/** Attributes by name. `true` sets one without a value; `undefined` and `false` leave it out. */
export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Makes an element. Text becomes text, never markup: whatever stands in data cannot become part of the page. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Makes a part of a drawing. */
export function drawing<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Node[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** An element of the page's own markup. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no part ${id}.`);
  return found;
}

/** A button that does something. */
export function button(label: string, onPress: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onPress);
  return made;
}

/** Fills a part anew; whoever was on an element with a `data-key` is on the one with the same key afterwards. */
export function refill(target: HTMLElement, ...children: readonly Child[]): void {
  const { activeElement: active } = document;
  const key = active instanceof HTMLElement && target.contains(active) ? active.dataset.key : undefined;
  target.replaceChildren(...children.filter((child) => child !== undefined));
  if (key === undefined) return;
  const same = [...target.querySelectorAll('[data-key]')].find(
    (each) => each instanceof HTMLElement && each.dataset.key === key,
  );
  if (same instanceof HTMLElement) same.focus({ preventScroll: true });
}

function setAttributes(target: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) target.setAttribute(name, value === true ? '' : value);
}

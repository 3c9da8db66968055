/** Colours of lines that have none of their own: variables of the stylesheet. */
const LINE_COUNT = 8;

/** Value of a variable of the stylesheet, as the theme has it now. */
export function variable(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Colour of the line at a place, as a reference to the stylesheet. */
export const lineVariable = (index: number): string => `line-${index % LINE_COUNT}`;

/** Tells when the theme changes: what is drawn on a canvas has to be drawn again. */
export function onThemeChange(act: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', act);
}

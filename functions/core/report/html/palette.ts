/** Colours by use. Every `[text, background]` pair of `PAIRS` has a contrast of 4.5:1 or more (WCAG 2.2, 1.4.3 AA). */
export interface Palette {
  readonly paper: string;
  readonly card: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly good: string;
  readonly goodSoft: string;
  readonly bad: string;
  readonly badSoft: string;
  readonly open: string;
  readonly openSoft: string;
}

/** On screen by day and on paper. */
export const LIGHT: Palette = {
  paper: '#f8f7f3',
  card: '#ffffff',
  ink: '#1c2529',
  quiet: '#55626a',
  line: '#dcdcd4',
  accent: '#0b5c66',
  accentSoft: '#d8e9e9',
  onAccent: '#ffffff',
  good: '#1c6638',
  goodSoft: '#e0f0e4',
  bad: '#9a3412',
  badSoft: '#fbe9df',
  open: '#545a6b',
  openSoft: '#eceef3',
};

/** On screen by night. */
export const DARK: Palette = {
  paper: '#12181b',
  card: '#1a2226',
  ink: '#e6ebea',
  quiet: '#a3b0b6',
  line: '#313c41',
  accent: '#6fc7c6',
  accentSoft: '#1d3b3e',
  onAccent: '#0c1d20',
  good: '#84d19b',
  goodSoft: '#1b3524',
  bad: '#f4a888',
  badSoft: '#41261c',
  open: '#b9becf',
  openSoft: '#2a2f3b',
};

/** What is written on what. */
export const PAIRS: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['quiet', 'paper'],
  ['quiet', 'card'],
  ['accent', 'paper'],
  ['accent', 'card'],
  ['accent', 'accentSoft'],
  ['ink', 'accentSoft'],
  ['onAccent', 'accent'],
  ['good', 'goodSoft'],
  ['good', 'card'],
  ['bad', 'badSoft'],
  ['open', 'openSoft'],
];

/** A palette as custom properties of CSS. */
export function toProperties(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');
}

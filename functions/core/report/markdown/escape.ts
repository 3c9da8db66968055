import { toVisible } from '../visible.ts';

/**
 * What Markdown, GitHub's or Confluence's, gives a meaning within a line. Left readable: underscores within a word,
 * a lone `&`, and round brackets, which mean something only behind square ones.
 */
const SPECIAL = /[\\`*{}[\]<>|~$]|(?<![a-z0-9])_|_(?![a-z0-9])|&(?=#?[a-z0-9]+;)/gi;
/** What begins a list, heading or rule where a text begins a line. */
const LEADING = /^([-+=#]|\d+(?=[.)]))/;
/** GitHub turns bare addresses into links; they stay readable without. */
const BARE_ADDRESS = /:(?=\/\/)|\.(?<=\bwww\.)/gi;
/** A mention notifies people; the wide sign reads the same and notifies nobody. */
const MENTION = /@(?=\w)/g;

/** A text that stays text: it neither formats nor links nor notifies, and it does not leave its line. */
export function escapeMarkdown(text: string): string {
  return escapeWithin(text).replace(LEADING, escapeLead);
}

/** The same for a text that does not begin its line: a cell of a table, a part of a sentence. */
export function escapeWithin(text: string): string {
  return toVisible(text).trim().replace(SPECIAL, '\\$&').replace(BARE_ADDRESS, '\\$&').replace(MENTION, '＠');
}

/** A digit cannot be escaped, the dot behind it can. */
function escapeLead(lead: string): string {
  return /\d/.test(lead) ? `${lead}\\` : `\\${lead}`;
}

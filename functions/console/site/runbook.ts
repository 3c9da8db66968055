/** `docs/runbook.md#server-errors` at the end of an alarm's description. */
const ANCHOR = /#([a-z][a-z-]*)$/;
const SECTION = /^## /m;

/** The section of the runbook that an alarm's description names; `undefined` where there is none. */
export function sectionFor(description: string, runbook: string): string | undefined {
  const [, anchor] = ANCHOR.exec(description.trim()) ?? [];
  const sections = runbook.split(SECTION).slice(1);
  const found = sections.find((section) => toAnchor(section.split('\n', 1)[0] ?? '') === anchor);
  return found?.slice(found.indexOf('\n')).trim();
}

/** As GitHub makes anchors of headings. */
const toAnchor = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(/\s/g, '-');

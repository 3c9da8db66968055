import { element } from './dom.ts';
import { type Block, type Inline, parseMarkdown } from './markdown.ts';

/** A Markdown text as elements. Headings begin below those of the page. */
export function renderMarkdown(markdown: string): HTMLElement {
  return element('div', { class: 'prose' }, ...parseMarkdown(markdown).map(renderBlock));
}

const HEADINGS = ['h3', 'h4', 'h5', 'h6'] as const;

function renderBlock(block: Block): HTMLElement {
  if (block.kind === 'rule') return element('hr');
  if (block.kind === 'code') return element('pre', {}, element('code', {}, block.text));
  if (block.kind === 'paragraph') return element('p', {}, ...block.words.map(renderInline));
  if (block.kind === 'heading')
    return element(
      HEADINGS[Math.min(block.level, HEADINGS.length) - 1] ?? 'h6',
      {},
      ...block.words.map(renderInline),
    );
  if (block.kind === 'list')
    return element(
      block.isOrdered ? 'ol' : 'ul',
      {},
      ...block.items.map((words) => element('li', {}, ...words.map(renderInline))),
    );
  const toRow = (tag: 'td' | 'th', cells: readonly (readonly Inline[])[]) =>
    element('tr', {}, ...cells.map((words) => element(tag, {}, ...words.map(renderInline))));
  return element(
    'table',
    {},
    element('thead', {}, toRow('th', block.head)),
    element('tbody', {}, ...block.rows.map((cells) => toRow('td', cells))),
  );
}

const TAGS = { strong: 'strong', emphasis: 'em', code: 'code' } as const;

function renderInline(words: Inline): Node {
  if (words.kind === 'text') return document.createTextNode(words.text);
  if (words.kind === 'link') return renderLink(words.href, words.text);
  return element(TAGS[words.kind], {}, words.text);
}

/** Address of a dashboard in CloudWatch's console, whose name ends with what it shows. */
const DASHBOARD = /^https:\/\/[\w.-]+\/cloudwatch\/.*#dashboards:name=[\w-]*?(overview|level-[1-5])$/;

/** A link that opens beside the console and tells where it leads nothing of where it comes from; dashboards are shown here. */
function renderLink(target: string, text: string): HTMLElement {
  const [, dashboard] = DASHBOARD.exec(target) ?? [];
  const href = dashboard === undefined ? target : `#/${dashboard}`;
  const isOwn = href.startsWith('#');
  return element('a', isOwn ? { href } : { href, target: '_blank', rel: 'noopener noreferrer' }, text);
}

const ADDRESS = /https:\/\/[^\s<>"')\]]+/g;

/** Plain text in which web addresses are links. */
export function linkAddresses(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    fragment.append(text.slice(end, match.index), renderLink(match[0], match[0]));
    end = match.index + match[0].length;
  }
  fragment.append(text.slice(end));
  return fragment;
}

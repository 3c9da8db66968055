import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown } from '#functions/console/site/markdown.ts';

const text = (words: string) => [{ kind: 'text', text: words }];

describe('Markdown', () => {
  it('has headings, paragraphs, lists, rules, code and tables', () => {
    const blocks = parseMarkdown(
      [
        '## Head',
        'one',
        'two',
        '',
        '- a',
        '- b',
        '1. c',
        '---',
        '```',
        '<b>',
        '```',
        '| x | y |',
        '|---|---|',
        '| 1 | 2 |',
      ].join('\n'),
    );

    expect(blocks).toEqual([
      { kind: 'heading', level: 2, words: text('Head') },
      { kind: 'paragraph', words: text('one two') },
      { kind: 'list', isOrdered: false, items: [text('a'), text('b'), text('c')] },
      { kind: 'rule' },
      { kind: 'code', text: '<b>' },
      { kind: 'table', head: [text('x'), text('y')], rows: [[text('1'), text('2')]] },
    ]);
  });

  it('has emphasis, code and links in its words', () => {
    expect(parseInline('a **b** *c* _d_ `e` [f](https://x.test/?q=1) snake_case_name \\*g\\*')).toEqual([
      ...text('a '),
      { kind: 'strong', text: 'b' },
      ...text(' '),
      { kind: 'emphasis', text: 'c' },
      ...text(' '),
      { kind: 'emphasis', text: 'd' },
      ...text(' '),
      { kind: 'code', text: 'e' },
      ...text(' '),
      { kind: 'link', text: 'f', href: 'https://x.test/?q=1' },
      ...text(' snake_case_name '),
      ...text('*'),
      ...text('g'),
      ...text('*'),
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'http://x.test', '//x.test', ' https://x.test'])(
    'makes no link of %j',
    (href) => {
      expect(parseInline(`[click](${href})`).some(({ kind }) => kind === 'link')).toBe(false);
    },
  );

  it('ends for any text, and soon', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('*', '_', '`', '[', ']', '(', ')', '|', '-', '#', '\\', '\n', 'a', ' '),
        }),
        (any) => {
          expect(parseMarkdown(any)).toBeInstanceOf(Array);
        },
      ),
    );
    expect(parseMarkdown(`${'**a'.repeat(5_000)}${'['.repeat(5_000)}`)).toHaveLength(1);
  });

  it('reads on where an item goes over several lines', () => {
    expect(parseMarkdown('1. one\n   goes on\n2. two\n\nafter')).toMatchObject([
      { kind: 'list', isOrdered: true, items: [[{ text: 'one goes on' }], [{ text: 'two' }]] },
      { kind: 'paragraph' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { replaceFigures } from '#scripts/bench/document.ts';
import { readDocument } from '../docs/document.ts';

const block = (name: string, figures: string) =>
  `<!-- ${name} figures: begin -->\n\n${figures}\n\n<!-- ${name} figures: end -->`;
const document = (figures: string) =>
  `# Title\n\n${block('one', 'kept')}\n\n${block('two', figures)}\n\nText.\n`;

describe('replaceFigures', () => {
  it('replaces what is between the marks of its benchmark and nothing else', () => {
    const replaced = replaceFigures(document('old $& figures'), {
      benchmark: 'two',
      figures: 'new $& figures',
    });

    expect(replaced).toBe(document('new $& figures'));
  });

  it('refuses a document without the marks', () => {
    expect(() => replaceFigures('# Title\n', { benchmark: 'two', figures: 'new' })).toThrow(
      /needs a line "<!-- two figures: begin -->"/,
    );
  });

  it.each(['gateway', 'maturity', 'cost'])('finds the marks of the %s in docs/benchmarks.md', (benchmark) => {
    const text = readDocument('docs/benchmarks.md');

    expect(replaceFigures(text, { benchmark, figures: 'new' })).toContain(block(benchmark, 'new'));
  });
});

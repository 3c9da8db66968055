import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_FOLDER, readDocument } from './document.ts';

const inFolder = (folder: string): readonly string[] =>
  readdirSync(join(PROJECT_FOLDER, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const DOCUMENTS = [...inFolder('.'), ...inFolder('docs'), ...inFolder(join('docs', 'decisions'))];

/** Targets of inline links that point into the repository. */
function localLinks(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target));
}

/** Anchors of a document's headings, as GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readDocument(document);

  it('links to files and headings that exist', () => {
    const broken = localLinks(text).filter((target) => {
      const [path = '', anchor] = target.split('#', 2);
      const linked = path === '' ? document : join(dirname(document), path);
      if (!existsSync(join(PROJECT_FOLDER, linked))) return true;
      return anchor !== undefined && !anchorsOf(readDocument(linked)).includes(anchor);
    });

    expect(broken).toEqual([]);
  });

  it('names commands that package.json has', () => {
    const { scripts } = JSON.parse(readDocument('package.json'));
    const named = [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name);

    expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
  });
});

describe('docs/decisions', () => {
  it.each(inFolder(join('docs', 'decisions')))(
    '%s is dated and has the headings of a decision',
    (document) => {
      const text = readDocument(document);

      expect(document).toMatch(/\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$/);
      expect(text).toContain(`- Date: ${/\d{4}-\d{2}-\d{2}/.exec(document)?.[0]}`);
      for (const heading of ['Context and problem statement', 'Considered options', 'Decision outcome'])
        expect(text).toContain(`## ${heading}`);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { readDocument } from './document.ts';

const packageJson: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readDocument('package.json'),
);
const nodeScripts = Object.entries(packageJson.scripts).filter(([, command]) => /\bnode /.test(command));

describe('the scripts of package.json', () => {
  it.each(nodeScripts)(
    '%s takes the place of its shell, so that ending npm ends it too',
    (_name, command) => {
      expect(command).toMatch(/^exec node /);
    },
  );
});

describe('CONTRIBUTING.md', () => {
  it('asks for the Python that the pipeline asks for', () => {
    const [, version] = /python3 (\d\.\d+) or newer/.exec(readDocument('.ci/run')) ?? [];

    expect(readDocument('CONTRIBUTING.md')).toContain(`Python ${version} or newer`);
  });
});

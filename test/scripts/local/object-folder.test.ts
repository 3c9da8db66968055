import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createObjectFolder, linkPrefixOf } from '#scripts/local/object-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'waymark-'));
afterAll(() => rmSync(root, { recursive: true }));

const put = (key: string, text = 'x') => ({ bucketName: 'evidence', key, body: Buffer.from(text) });

describe('object folder', () => {
  it('keeps objects at the path that a link leads to', async () => {
    const folder = join(root, 'with space');
    const objects = createObjectFolder({ folder, prefix: 'assessments/', onWarning: () => undefined });

    objects.keep(put('assessments/now/report.html', '<p>hello</p>'));
    await objects.written();

    const link = `${linkPrefixOf(folder)}assessments/now/report.html`;
    expect(readFileSync(fileURLToPath(link), 'utf8')).toBe('<p>hello</p>');
  });

  it('leaves out what it was not asked for and what would leave the folder', async () => {
    const folder = join(root, 'inside');
    const objects = createObjectFolder({ folder, prefix: 'assessments/', onWarning: () => undefined });

    objects.keep(put('latest/assessment.json'));
    objects.keep(put('assessments/../../escaped'));
    await objects.written();

    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(root, 'escaped'))).toBe(false);
  });

  it('warns when a file cannot be written and goes on', async () => {
    const warnings: string[] = [];
    const folder = join(root, 'clash');
    const onWarning = (message: string) => void warnings.push(message);
    const objects = createObjectFolder({ folder, prefix: 'assessments/', onWarning });

    objects.keep(put('assessments/a'));
    objects.keep(put('assessments/a/b'));
    objects.keep(put('assessments/c'));
    await objects.written();

    expect(warnings).toEqual([expect.stringContaining('assessments/a/b was not copied')]);
    expect(existsSync(join(folder, 'assessments', 'c'))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { defaultsOf } from '#infra/settings/defaults.ts';
import { StageSettings } from '#infra/settings/schema.ts';
import { codeOf, readDocument, readTable } from './document.ts';

const page = readDocument('docs/settings.md');
const settings = readTable(page, '# Settings');

describe('docs/settings.md', () => {
  it('lists every setting, in the order of the schema', () => {
    expect(settings.map(([cell]) => codeOf(cell))).toEqual(Object.keys(StageSettings.shape));
  });

  it.each(Object.entries(defaultsOf('dev')).filter(([name]) => name !== 'models'))(
    'names the default of %s',
    (name, value) => {
      const row = settings.find(([cell]) => codeOf(cell) === name);

      expect(JSON.parse(codeOf(row?.[1]) ?? 'null')).toEqual(value);
    },
  );

  it('names the shortest retention that the settings take, and its reason', () => {
    const row = settings.find(([cell]) => codeOf(cell) === 'logRetentionDays');

    expect(row?.[2]).toMatch(/at least 184 days.*: 365/);
    expect(StageSettings.shape.logRetentionDays.safeParse(364).success).toBe(false);
  });

  it('warns of what Bedrock checks in tagged input only', () => {
    expect(page).toMatch(/InvokeModel and\s+InvokeModelWithResponseStream they are not, unless/);
  });
});

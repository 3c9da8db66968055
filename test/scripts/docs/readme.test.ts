import { describe, expect, it } from 'vitest';
import { readLabels } from '#core/invocation/labels.ts';
import { InvocationRecord, OUTCOMES } from '#core/invocation/record.ts';
import { ROUTE_KEYS } from '#infra/routes.ts';
import { defaultsOf } from '#infra/settings/defaults.ts';
import { StageSettings } from '#infra/settings/schema.ts';
import { codeOf, readDocument, readTable } from './document.ts';

const readme = readDocument('README.md');
const firstCodes = (heading: string) => readTable(readme, heading).map(([cell]) => codeOf(cell));

describe('the README', () => {
  it('lists every route', () => {
    expect(firstCodes('## Routes')).toEqual(ROUTE_KEYS);
  });

  it('lists every setting, in the order of the schema', () => {
    expect(firstCodes('## Settings')).toEqual(Object.keys(StageSettings.shape));
  });

  it.each(Object.entries(defaultsOf('dev')).filter(([name]) => name !== 'models'))(
    'names the default of %s',
    (name, value) => {
      const row = readTable(readme, '## Settings').find(([cell]) => codeOf(cell) === name);

      expect(JSON.parse(codeOf(row?.[1]) ?? 'null')).toEqual(value);
    },
  );

  it('lists every member of the record, in its order', () => {
    expect(firstCodes('### The record')).toEqual(Object.keys(InvocationRecord.shape));
  });

  it('names every outcome', () => {
    const row = readTable(readme, '### The record').find(([cell]) => codeOf(cell) === 'outcome');

    for (const outcome of OUTCOMES) expect(row?.[1]).toContain(`\`${outcome}\``);
  });

  it.each(readTable(readme, '### Labels'))('names sources that are read for %s', (header, metadata) => {
    const fromHeader = readLabels({ [codeOf(header) ?? '']: 'value' }, new Map());
    const fromMetadata = readLabels({}, new Map([[codeOf(metadata) ?? '', 'value']]));

    expect(Object.values(fromHeader)).toEqual(['value']);
    expect(fromMetadata).toEqual(fromHeader);
  });
});

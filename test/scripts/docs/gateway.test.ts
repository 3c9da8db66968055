import { describe, expect, it } from 'vitest';
import { readLabels } from '#core/invocation/labels.ts';
import { ROUTE_KEYS } from '#infra/routes.ts';
import { codeOf, readDocument, readTable } from './document.ts';

const page = readDocument('docs/gateway.md');

describe('docs/gateway.md', () => {
  it('lists every route', () => {
    expect(readTable(page, '## Routes').map(([cell]) => codeOf(cell))).toEqual(ROUTE_KEYS);
  });

  it.each(readTable(page, '## Labels'))('names sources that are read for %s', (header, metadata) => {
    const fromHeader = readLabels({ [codeOf(header) ?? '']: 'value' }, new Map());
    const fromMetadata = readLabels({}, new Map([[codeOf(metadata) ?? '', 'value']]));

    expect(Object.values(fromHeader).filter((value) => value !== undefined)).toEqual(['value']);
    expect(fromMetadata).toEqual(fromHeader);
  });
});

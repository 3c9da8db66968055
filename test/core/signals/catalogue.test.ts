import { describe, expect, it } from 'vitest';
import { catalogue, NAMESPACE } from '#core/signals/catalogue.ts';
import type { SignalDefinition } from '#core/signals/definition.ts';

const rows: readonly (readonly [string, SignalDefinition])[] = Object.entries(catalogue);

describe('catalogue', () => {
  it.each(rows)('row %s says what it is in full', (id, row) => {
    expect(id).toMatch(/^[a-z][A-Za-z]+$/);
    expect(row.title).toMatch(/^[A-Z].{2,}$/);
    expect(row.description).toMatch(/^[A-Z].+\.$/);
    expect(row.metricName).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(row.namespace).toBe(NAMESPACE);
    expect(row.statistics.length).toBeGreaterThan(0);
    expect([1, 2, 3, 4, 5]).toContain(row.level);
  });

  it('gives every row its own metric and its own title', () => {
    expect(new Set(rows.map(([, { metricName }]) => metricName)).size).toBe(rows.length);
    expect(new Set(rows.map(([, { title }]) => title)).size).toBe(rows.length);
  });

  it.each(['invocation', 'feedback'] as const)(
    'gives all rows of the emitter %s the same dimension sets, as one log line carries them',
    (from) => {
      const sets = rows
        .filter(([, { emitter }]) => emitter.from === from)
        .map(([, { dimensionSets }]) => JSON.stringify(dimensionSets));

      expect(new Set(sets).size).toBe(1);
    },
  );

  it('uses bounded dimensions only, and always the stage', () => {
    for (const [, { dimensionSets }] of rows) {
      for (const names of dimensionSets) {
        expect(names).toContain('Stage');
        expect(names.every((name) => ['Stage', 'Operation', 'Model'].includes(name))).toBe(true);
      }
    }
  });

  it('introduces something at every maturity level', () => {
    expect(new Set(rows.map(([, { level }]) => level))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it('stays within what one EMF document holds', () => {
    expect(rows.length).toBeLessThanOrEqual(100);
  });
});

import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import type { CriterionResult } from '#core/maturity/assessment.ts';
import { CRITERIA } from '#core/maturity/criteria.ts';
import type { EvidenceId } from '#core/maturity/criterion.ts';
import type { ObservationSet, UnknownReading } from '#core/maturity/observation.ts';
import { observationSet, type SampleChanges } from './sample-observations.ts';
import { SHORTFALLS } from './shortfalls.ts';

const PIECES = [...new Set(CRITERIA.flatMap(({ evidence }) => evidence))];
const complete = assess(observationSet());

const dependentsOf = (piece: EvidenceId) =>
  CRITERIA.filter(({ evidence }) => evidence.includes(piece)).map(({ id }) => id);

/** Criteria of which anything differs from the complete sample: verdict, reason, evidence or permission. */
function changedIn(set: ObservationSet): readonly CriterionResult[] {
  const before = new Map(complete.criteria.map((result) => [result.id, JSON.stringify(result)]));
  return assess(set).criteria.filter((result) => JSON.stringify(result) !== before.get(result.id));
}

function without(piece: EvidenceId): ObservationSet {
  const set = observationSet();
  return { ...set, observations: set.observations.filter(({ id }) => id !== piece) };
}

function unreadable(piece: EvidenceId, reading: UnknownReading): ObservationSet {
  const set = observationSet();
  const observations = set.observations.map((observation) =>
    observation.id === piece ? { ...observation, reading } : observation,
  );
  return { ...set, observations };
}

describe('the sample of a wonderful team', () => {
  it('meets every practice by evidence and has no symptom left', () => {
    const statuses = complete.criteria.map(({ kind, status }) => `${kind} ${status}`);

    expect(new Set(statuses)).toEqual(new Set(['symptom unmet', 'practice met']));
    expect(complete).toMatchObject({ level: 5, solidLevel: 5, skippedLevels: [], nextActions: [] });
  });
});

describe('a piece of evidence', () => {
  it.each(PIECES)('%s, when it is missing, changes exactly the criteria that declare it', (piece) => {
    const changed = changedIn(without(piece));

    expect(changed.map(({ id }) => id)).toEqual(dependentsOf(piece));
    expect(changed.every(({ status }) => status === 'unknown')).toBe(true);
  });

  it.each(CRITERIA.map(({ id, evidence }) => [id, evidence] as const))(
    'exists that supports %s alone',
    (id, evidence) => {
      const own = evidence.filter((piece) => dependentsOf(piece).length === 1);

      expect(own.length).toBeGreaterThan(0);
      for (const piece of own) expect(changedIn(without(piece)).map((result) => result.id)).toEqual([id]);
    },
  );

  it.each(PIECES)('%s, when it is denied, is named with its permission', (piece) => {
    const reading = { status: 'unknown', reason: 'denied', detail: 'AWS refused it.' } as const;
    const named = changedIn(unreadable(piece, { ...reading, permission: 'service:Action' }));
    const unnamed = changedIn(unreadable(piece, reading));

    expect(named.map(({ id }) => id)).toEqual(dependentsOf(piece));
    for (const { missingPermissions, reason } of named) {
      expect(missingPermissions).toEqual(['service:Action']);
      expect(reason).toContain('could not be read: AWS refused it.');
    }
    for (const { missingPermissions } of unnamed) expect(missingPermissions.length).toBeGreaterThan(0);
  });

  it.each(PIECES)(
    '%s, when it is throttled, leaves its criteria unknown and asks for no permission',
    (piece) => {
      const changed = changedIn(
        unreadable(piece, { status: 'unknown', reason: 'throttled', detail: 'Busy.' }),
      );

      expect(changed.map(({ id }) => id)).toEqual(dependentsOf(piece));
      for (const { status, missingPermissions } of changed) {
        expect(status).toBe('unknown');
        expect(missingPermissions).toEqual([]);
      }
    },
  );
});

describe('a shortfall', () => {
  it.each<[string, SampleChanges]>(Object.entries(SHORTFALLS))('of %s turns it alone', (id, changes) => {
    const before = new Map(complete.criteria.map((result) => [result.id, result.status]));
    const turned = assess(observationSet(changes)).criteria.filter(
      (result) => result.status !== before.get(result.id),
    );

    expect(turned).toMatchObject([{ id, status: turned[0]?.kind === 'symptom' ? 'met' : 'unmet' }]);
  });

  it('is known of each criterion', () => {
    expect(Object.keys(SHORTFALLS)).toEqual(CRITERIA.map(({ id }) => id));
  });
});

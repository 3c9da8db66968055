import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { Assessment } from '#core/maturity/assessment.ts';
import { CRITERIA } from '#core/maturity/criteria.ts';
import { toLevelResults, toStanding } from '#core/maturity/level-results.ts';
import { type Attestation, ObservationSet } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { anyObservationSet, anyReading } from './arbitrary-sets.ts';
import { observationSet } from './sample-observations.ts';
import { SHORTFALLS, shortfallsOf } from './shortfalls.ts';

const criterionIds = Object.keys(SHORTFALLS);
const someCriteria = fc.uniqueArray(fc.constantFrom(...criterionIds));
const status = fc.constantFrom('met' as const, 'unmet' as const, 'unknown' as const);
const statuses = fc.record(
  Object.fromEntries(
    [1, 2, 3, 4, 5].map((level) => [level, fc.array(status, { minLength: 6, maxLength: 7 })]),
  ),
);
const attestationOf = (criterion: string): Attestation => ({
  schemaVersion: 1,
  criterion,
  statement: 'It is in place.',
  signedBy: 'arn:aws:iam::123456789012:user/lead',
  signedAt: '2026-11-01T00:00:00Z',
  until: '2027-05-01T00:00:00Z',
});
const standingOf = (levels: Parameters<typeof toLevelResults>[0]) => toStanding(toLevelResults(levels));

describe('levels', () => {
  it('never rise when a met line turns unmet or unknown', () => {
    const worse = fc.constantFrom('unmet' as const, 'unknown' as const);
    fc.assert(
      fc.property(
        statuses,
        fc.integer({ min: 1, max: 5 }),
        fc.nat(5),
        worse,
        (levels, level, index, status) => {
          const before = standingOf(levels);
          const after = standingOf({ ...levels, [level]: levels[level]?.with(index, status) ?? [] });

          expect(after.level).toBeLessThanOrEqual(before.level);
          expect(after.solidLevel).toBeLessThanOrEqual(before.solidLevel);
        },
      ),
    );
  });

  it('never rise when a criterion falls short, whatever others do', () => {
    fc.assert(
      fc.property(someCriteria, fc.constantFrom(...criterionIds), (fallen, next) => {
        const before = assess(observationSet(shortfallsOf(fallen)));
        const after = assess(observationSet(shortfallsOf([...fallen, next])));

        expect(after.level).toBeLessThanOrEqual(before.level);
        expect(after.solidLevel).toBeLessThanOrEqual(before.solidLevel);
      }),
    );
  });

  it('never rise when more becomes unknown, attestations or not', () => {
    fc.assert(
      fc.property(anyObservationSet, fc.infiniteStream(fc.boolean()), anyReading, (set, isLost, reading) => {
        const observations = set.observations.map((observation) =>
          isLost.next().value ? { ...observation, reading } : observation,
        );

        const [before, after] = [assess(set), assess({ ...set, observations })];

        expect(after.level).toBeLessThanOrEqual(before.level);
        expect(after.solidLevel).toBeLessThanOrEqual(before.solidLevel);
      }),
    );
  });

  it('never rise when evidence is lost that speaks against an attestation', () => {
    const attestations = CRITERIA.map(({ id }) => attestationOf(id));
    fc.assert(
      fc.property(someCriteria, fc.infiniteStream(fc.boolean()), anyReading, (fallen, isLost, reading) => {
        const set = observationSet({ ...shortfallsOf(fallen), attestations });
        const observations = set.observations.flatMap((observation) => {
          if (!isLost.next().value) return [observation];
          return isLost.next().value ? [{ ...observation, reading }] : [];
        });

        const [before, after] = [assess(set), assess({ ...set, observations })];

        expect(after.level).toBeLessThanOrEqual(before.level);
        expect(after.solidLevel).toBeLessThanOrEqual(before.solidLevel);
      }),
    );
  });

  it('keep the solid level at or below the level, with the skipped ones between', () => {
    fc.assert(
      fc.property(statuses, (levels) => {
        const { level, solidLevel, skippedLevels } = standingOf(levels);

        expect(solidLevel).toBeLessThanOrEqual(level);
        expect(skippedLevels.length === 0).toBe(level === solidLevel);
        for (const skipped of skippedLevels) expect(skipped > solidLevel && skipped < level).toBe(true);
      }),
    );
  });
});

describe('assess', () => {
  it('does not depend on order or repeats', () => {
    fc.assert(
      fc.property(anyObservationSet, fc.infiniteStream(fc.nat()), (set, random) => {
        const shuffle = <Item>(items: readonly Item[]): Item[] =>
          [...items, ...items.slice(0, 3)]
            .map((item) => ({ item, place: random.next().value ?? 0 }))
            .toSorted((left, right) => left.place - right.place)
            .map(({ item }) => item);

        const shuffled = {
          ...set,
          observations: shuffle(set.observations),
          attestations: shuffle(set.attestations),
          previous: shuffle(set.previous),
        };

        expect(serialise(assess(shuffled))).toBe(serialise(assess(set)));
      }),
    );
  });

  it('answers any valid set with a valid assessment, and the same set with the same bytes', () => {
    fc.assert(
      fc.property(anyObservationSet, (set) => {
        const parsed = ObservationSet.parse(JSON.parse(JSON.stringify(set)));
        const assessment = assess(parsed);

        expect(Assessment.safeParse(assessment).error).toBeUndefined();
        expect(serialise(assess(ObservationSet.parse(JSON.parse(serialise(set)))))).toBe(
          serialise(assessment),
        );
      }),
    );
  });

  it('does not change the set', () => {
    const set = observationSet();
    const before = serialise(set);
    assess(set);

    expect(serialise(set)).toBe(before);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessAutoOps } from '#core/autoops/assess-autoops.ts';
import { CAPABILITIES, CONDITIONS } from '#core/autoops/capabilities.ts';
import { DEPENDENCY_IDS } from '#core/autoops/condition.ts';
import { AutoOpsAxis, type AutoOpsAxis as Axis } from '#core/autoops/readiness.ts';
import { STAGES } from '#core/autoops/stages.ts';
import { isStageMet, rankOf, stageReached } from '#core/autoops/standing.ts';
import { CRITERIA } from '#core/maturity/criteria.ts';
import type { FactValue } from '#core/maturity/facts.ts';
import type { Attestation } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { anyObservationSet, anyReading } from '../maturity/arbitrary-sets.ts';
import { emptyObservationSet, OBSERVED_AT, observationSet } from '../maturity/sample-observations.ts';
import { SHORTFALLS, shortfallsOf } from '../maturity/shortfalls.ts';

const stagesOf = ({ capabilities }: Axis) =>
  Object.fromEntries(capabilities.map(({ id, stage }) => [id, stage]));
const findCondition = ({ capabilities }: Axis, id: string) =>
  capabilities
    .flatMap(({ stages, dependencies }) => [
      ...stages.flatMap(({ conditions }) => conditions),
      ...dependencies,
    ])
    .find((condition) => condition.id === id);
const procedure: Attestation = {
  schemaVersion: 1,
  criterion: 'autoops-incident-procedure',
  statement: 'The on-call rota and the procedures are in the wiki.',
  signedBy: 'arn:aws:iam::123456789012:user/lead',
  signedAt: '2026-11-01T00:00:00Z',
  until: '2027-05-01T00:00:00Z',
};
const expectNoneRaised = (before: Axis, after: Axis): void => {
  for (const [index, capability] of after.capabilities.entries())
    expect(rankOf(capability.stage)).toBeLessThanOrEqual(rankOf(before.capabilities[index]?.stage ?? 'none'));
  for (const id of after.ready) expect(before.ready).toContain(id);
};

describe('the table of AutoOps', () => {
  it('has the document’s four capabilities with its four stages, years and eight dependencies', () => {
    expect(CAPABILITIES.map(({ title, documentYears }) => [title, documentYears])).toEqual([
      ['Incident response', 3],
      ['Capacity planning', 4],
      ['Security operations', 5],
      ['Model lifecycle', 4],
    ]);
    expect(STAGES).toEqual(['reactive', 'procedural', 'predictive', 'autonomous']);
    expect(CAPABILITIES.map(({ stages }) => stages.autonomous.dependencies)).toEqual([
      ['trust_framework', 'explainable_ai'],
      ['demand_prediction', 'cost_optimization'],
      ['adversarial_robustness', 'regulatory_compliance'],
      ['automated_retraining', 'quality_assurance'],
    ]);
    expect(CAPABILITIES.flatMap(({ stages }) => [...stages.autonomous.dependencies])).toEqual([
      ...DEPENDENCY_IDS,
    ]);
  });

  it('names no condition like a criterion that it is not', () => {
    const own = CONDITIONS.filter(({ by }) => by !== 'criterion').map(({ id }) => id);
    const criteria = new Set(CRITERIA.map(({ id }) => id));

    expect(own.filter((id) => criteria.has(id))).toEqual([]);
    expect(new Set(own).size).toBe(own.length);
  });
});

describe('AutoOps readiness', () => {
  it('of an account that says nothing is none, with every dependency missing', () => {
    const axis = assessAutoOps(emptyObservationSet());

    expect(axis.stage).toBe('none');
    expect(new Set(Object.values(stagesOf(axis)))).toEqual(new Set(['none']));
    expect(axis.ready).toEqual([]);
    expect(axis.notReady.flatMap(({ missing }) => missing)).toEqual([...DEPENDENCY_IDS]);
  });

  it('of the best account stops where nothing is observed yet, and says why', () => {
    const axis = assessAutoOps(observationSet());

    expect(stagesOf(axis)).toEqual({
      'incident-response': 'reactive',
      'capacity-planning': 'predictive',
      'security-operations': 'procedural',
      'model-lifecycle': 'procedural',
    });
    expect(axis.stage).toBe('reactive');
    expect(findCondition(axis, 'autoops-drift-detected')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('No drift check'),
    });
    expect(axis.ready).toEqual(['incident-response', 'capacity-planning']);
    expect(axis.notReady).toContainEqual({
      capability: 'model-lifecycle',
      missing: ['automated_retraining'],
    });
  });

  it('takes a person’s word for what no API can show', () => {
    const axis = assessAutoOps(observationSet({ attestations: [procedure] }));

    expect(stagesOf(axis)['incident-response']).toBe('procedural');
    expect(findCondition(axis, procedure.criterion)).toMatchObject({
      status: 'met',
      attestedBy: { signedBy: procedure.signedBy },
    });
  });

  it.each([
    ['expired', { ...procedure, until: OBSERVED_AT }],
    ['for more than a year', { ...procedure, until: '2028-05-01T00:00:00Z' }],
  ])('does not take a word that is %s', (_, attestation) => {
    const axis = assessAutoOps(observationSet({ attestations: [attestation] }));

    expect(findCondition(axis, procedure.criterion)).toMatchObject({ status: 'unknown' });
  });

  it('takes nobody’s word for what has to be seen to work', () => {
    const attestations = CONDITIONS.filter(({ by }) => by !== 'criterion')
      .filter(({ id }) => id !== procedure.criterion)
      .map(({ id }) => ({ ...procedure, criterion: id }));

    const attested = assessAutoOps(observationSet({ attestations }));

    expect(stagesOf(attested)).toEqual(stagesOf(assessAutoOps(observationSet())));
  });

  it('holds a quota against the share of calls that end throttled', () => {
    const share = (throttles: number) =>
      findCondition(assessAutoOps(observationSet({ signals: { throttles } })), 'autoops-quota-suffices');

    expect(share(240)?.status).toBe('met');
    expect(share(241)).toMatchObject({ status: 'unmet', reason: expect.stringContaining('at most 5 %') });
    expect(share(4_801)?.status).toBe('unknown');
  });

  it('knows no alarm that nobody gets', () => {
    const read = (reaching: number, isComplete: boolean) =>
      findCondition(
        assessAutoOps(observationSet({ facts: { alarms: { alarms: 3, reaching, isComplete } } })),
        'autoops-alarms-reach-people',
      )?.status;

    expect([read(1, true), read(0, true), read(0, false)]).toEqual(['met', 'unmet', 'unknown']);
  });

  it('takes the stack’s own forecasts for demand prediction, by the error that they had', () => {
    const read = (tokens: FactValue<'forecasts'>['tokens']) =>
      findCondition(assessAutoOps(observationSet({ facts: { forecasts: { tokens } } })), 'demand_prediction');
    const error = (wape: number, origins = 49) => read({ method: 'trend', origins, wape });

    expect(error(0.5)).toMatchObject({
      status: 'met',
      reason: 'Tried on the past from 49 days, the forecast of tokens was wrong by 50 %.',
    });
    expect(error(0.51)).toMatchObject({ status: 'unmet', reason: expect.stringContaining('at most 50 %') });
    expect(error(0.1, 13)).toMatchObject({ status: 'unknown', reason: expect.stringContaining('takes 14') });
    expect(read({ method: 'trend', origins: 49 })).toMatchObject({ status: 'unknown' });
  });

  it('says why demand is not forecast, and never takes that for a forecast', () => {
    const refusal = '9 days with data over 9 days; a forecast takes 12 over 13.';
    const forecasts = { tokens: undefined, tokensRefusal: refusal, monthUsd: undefined };

    const axis = assessAutoOps(observationSet({ facts: { forecasts } }));

    expect(findCondition(axis, 'demand_prediction')).toMatchObject({
      status: 'unknown',
      reason: `Tokens are not forecast. ${refusal}`,
    });
    expect(findCondition(axis, 'autoops-exhaustion-foreseen')).toMatchObject({ status: 'unknown' });
    expect(stagesOf(axis)['capacity-planning']).toBe('procedural');
  });

  it('says of a dependency from a labelled set what was refused', () => {
    const read = (unsafeRefusals: number) =>
      assessAutoOps(observationSet({ signals: { unsafeRefusals } }))
        .capabilities.flatMap(({ dependencies }) => dependencies)
        .find(({ id }) => id === 'adversarial_robustness')?.status;

    expect([read(95), read(94.9)]).toEqual(['met', 'unmet']);
  });

  it('names the permission whose refusal left a condition unknown', () => {
    const denied = {
      status: 'unknown',
      reason: 'denied',
      detail: 'AWS refused it.',
      permission: 'cloudwatch:DescribeAlarms',
    } as const;

    const axis = assessAutoOps(observationSet({ facts: { alarms: denied } }));

    expect(findCondition(axis, 'autoops-alarms-reach-people')).toMatchObject({
      status: 'unknown',
      missingPermissions: ['cloudwatch:DescribeAlarms'],
    });
  });
});

describe('a stage', () => {
  const status = fc.constantFrom('met' as const, 'unmet' as const, 'unknown' as const);
  const stage = fc.record({
    conditions: fc.array(status, { minLength: 1, maxLength: 3 }),
    dependencies: fc.array(status, { maxLength: 2 }),
  });
  type Drawn = { readonly conditions: readonly string[]; readonly dependencies: readonly string[] };
  const reachedBy = (drawn: readonly Drawn[]): number =>
    rankOf(
      stageReached(
        drawn.map(({ conditions, dependencies }, index) => ({
          stage: STAGES[index] ?? 'autonomous',
          isMet: isStageMet(
            conditions.map((one) => ({ status: one === 'met' || one === 'unmet' ? one : 'unknown' })),
            dependencies.map((_, place) => String(place)),
            dependencies.flatMap((one, place) => (one === 'met' ? [] : [String(place)])),
          ),
        })),
      ),
    );

  it('without a condition is never met by default', () => {
    expect(isStageMet([], [], [])).toBe(false);
  });

  it('is reached only with everything met in it and below it', () => {
    fc.assert(
      fc.property(fc.tuple(stage, stage, stage, stage), (drawn) => {
        const rank = reachedBy(drawn);
        const isMet = ({ conditions, dependencies }: Drawn) =>
          [...conditions, ...dependencies].every((one) => one === 'met');

        expect(drawn.slice(0, rank).every(isMet)).toBe(true);
        expect(drawn[rank] === undefined || !isMet(drawn[rank])).toBe(true);
      }),
    );
  });

  it('never rises when anything met turns unmet or unknown', () => {
    const worse = fc.constantFrom('unmet' as const, 'unknown' as const);
    fc.assert(
      fc.property(
        fc.tuple(stage, stage, stage, stage),
        fc.nat(3),
        fc.nat(2),
        worse,
        (drawn, at, place, to) => {
          const fallen = drawn.map((one, index) =>
            index === at && place < one.conditions.length
              ? { ...one, conditions: one.conditions.with(place, to) }
              : one,
          );

          expect(reachedBy(fallen)).toBeLessThanOrEqual(reachedBy(drawn));
        },
      ),
    );
  });
});

describe('the second axis as a whole', () => {
  const someCriteria = fc.uniqueArray(fc.constantFrom(...Object.keys(SHORTFALLS)));

  it('never rises when a criterion falls short, whatever others do', () => {
    fc.assert(
      fc.property(someCriteria, fc.constantFrom(...Object.keys(SHORTFALLS)), (fallen, next) => {
        const before = assessAutoOps(observationSet(shortfallsOf(fallen)));
        const after = assessAutoOps(observationSet(shortfallsOf([...fallen, next])));

        expectNoneRaised(before, after);
      }),
    );
  });

  it('never rises when evidence becomes unknown, attestations or not', () => {
    fc.assert(
      fc.property(anyObservationSet, fc.infiniteStream(fc.boolean()), anyReading, (set, isLost, reading) => {
        const attested = { ...set, attestations: [...set.attestations, procedure] };
        const observations = set.observations.map((observation) =>
          isLost.next().value ? { ...observation, reading } : observation,
        );

        expectNoneRaised(assessAutoOps(attested), assessAutoOps({ ...attested, observations }));
      }),
    );
  });

  it('is valid for any set, and the same for the same set in any order', () => {
    fc.assert(
      fc.property(anyObservationSet, (set) => {
        const axis = assessAutoOps(set);
        const turned = assessAutoOps({ ...set, observations: set.observations.toReversed() });

        expect(AutoOpsAxis.safeParse(axis).error).toBeUndefined();
        expect(serialise(turned)).toBe(serialise(axis));
      }),
    );
  });
});

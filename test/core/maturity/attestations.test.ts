import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { findAttestation } from '#core/maturity/attestations.ts';
import type { Attestation } from '#core/maturity/observation.ts';
import { resultOf } from './results.ts';
import { denied, OBSERVED_AT, observationSet, type SampleChanges } from './sample-observations.ts';

const attestation = (changes: Partial<Attestation> = {}): Attestation => ({
  schemaVersion: 1,
  criterion: 'changes-reviewed',
  statement: 'Two people approve each change.',
  signedBy: 'arn:aws:iam::123456789012:user/lead',
  signedAt: '2026-11-01T00:00:00Z',
  until: '2027-05-01T00:00:00Z',
  ...changes,
});
const NOTHING_CHANGED: SampleChanges = {
  facts: { changes: { byPipeline: 0, byHand: 0, principalsByHand: [] } },
};

describe('an attestation', () => {
  it('decides where nothing could be measured', () => {
    const { signedBy, statement, until } = attestation();
    const result = resultOf('changes-reviewed', { ...NOTHING_CHANGED, attestations: [attestation()] });

    expect(result.status).toBe('met');
    expect(result.attestedBy).toEqual({ signedBy, statement, until });
    expect(result.reason).toBe(
      `Nothing was changed in the window, so no review could be seen. ${signedBy} attests, until ${until.slice(0, 10)}: “${statement}”`,
    );
  });

  it.each<[string, string, SampleChanges]>([
    ['stages in other accounts', 'environments-separated', { facts: { stages: { stages: ['prod'] } } }],
    ['retrieval of one’s own', 'rag-pipelines', { facts: { knowledgeBases: { active: 0, withData: 0 } } }],
    ['review in another tool', 'selective-human-review', { signals: { humanInterventions: 'no_data' } }],
    [
      'agents outside Bedrock',
      'agent-role-boundaries',
      { facts: { agents: { agents: 0, distinctRoles: 0 } } },
    ],
    [
      'tools outside Bedrock',
      'tool-permissions-enforced',
      { facts: { agentBoundaries: { roles: 0, bounded: 0 } } },
    ],
  ])('stands for what AWS cannot see: %s', (_, criterion, changes) => {
    const result = resultOf(criterion, { ...changes, attestations: [attestation({ criterion })] });

    expect(result.status).toBe('met');
    expect(result.attestedBy).toBeDefined();
  });

  it.each<[string, string, SampleChanges]>([
    [
      'changes by hand',
      'changes-reviewed',
      { facts: { changes: { byPipeline: 1, byHand: 1, principalsByHand: [] } } },
    ],
    ['empty knowledge bases', 'rag-pipelines', { facts: { knowledgeBases: { active: 1, withData: 0 } } }],
    ['review of everything', 'selective-human-review', { signals: { humanInterventions: 4_800 } }],
    ['shared roles', 'agent-role-boundaries', { facts: { agents: { agents: 2, distinctRoles: 1 } } }],
    [
      'unbounded roles',
      'tool-permissions-enforced',
      { facts: { agentBoundaries: { roles: 2, bounded: 1 } } },
    ],
  ])('never overrides what was measured: %s', (_, criterion, changes) => {
    const result = resultOf(criterion, { ...changes, attestations: [attestation({ criterion })] });

    expect(result.status).toBe('unmet');
    expect(result.attestedBy).toBeUndefined();
    expect(result.reason).toContain('was ignored: the evidence shows otherwise.');
  });

  it('does not count while the evidence cannot be read, or taking a permission away could raise a level', () => {
    const result = resultOf('changes-reviewed', {
      facts: { changes: denied('cloudtrail:LookupEvents') },
      attestations: [attestation()],
    });

    expect(result).toMatchObject({ status: 'unknown', missingPermissions: ['cloudtrail:LookupEvents'] });
    expect(result.reason).toContain('counts once the evidence can be read.');
  });

  it('leaves what evidence shows to the evidence', () => {
    const result = resultOf('changes-reviewed', { attestations: [attestation()] });

    expect(result).toMatchObject({
      status: 'met',
      reason: 'None of 9 changes was made by hand: 9 by a pipeline, 0 by a template.',
    });
    expect(result.attestedBy).toBeUndefined();
  });

  it('is refused, and said to be, where only evidence decides', () => {
    const result = resultOf('cost-monitored', {
      facts: { budgets: { budgets: 0, notifying: 0 } },
      attestations: [attestation({ criterion: 'cost-monitored' })],
    });

    expect(result.status).toBe('unmet');
    expect(result.reason).toContain('evidence alone decides here');
  });

  it('of a criterion that does not exist is reported', () => {
    const { unmeasured } = assess(observationSet({ attestations: [attestation({ criterion: 'charm' })] }));

    expect(unmeasured).toContainEqual({
      evidence: 'charm',
      title: 'Attestation',
      reason: 'There is no criterion charm; the attestation was ignored.',
    });
  });
});

describe('findAttestation', () => {
  it.each([
    ['counts from the moment it is signed', { signedAt: OBSERVED_AT }, undefined],
    ['is ignored when dated in the future', { signedAt: '2026-11-21T06:00:00.001Z' }, 'yet to come'],
    ['counts until its last moment', { until: '2026-11-21T06:00:00.001Z' }, undefined],
    ['is expired from then on', { until: OBSERVED_AT }, 'it expired'],
    ['may hold for 365 days', { signedAt: '2026-11-01T00:00:00Z', until: '2027-11-01T00:00:00Z' }, undefined],
    [
      'may not hold longer',
      { signedAt: '2026-11-01T00:00:00Z', until: '2027-11-01T00:00:01Z' },
      'more than 365 days',
    ],
  ])('%s', (_, changes, refusal) => {
    const found = findAttestation([attestation(changes)], 'changes-reviewed', OBSERVED_AT);

    expect(found.valid === undefined).toBe(refusal !== undefined);
    expect(found.refusal ?? '').toContain(refusal ?? '');
  });

  it('takes the newest that counts, in whatever order they come', () => {
    const older = attestation({ statement: 'older', signedAt: '2026-10-01T00:00:00Z' });
    const newer = attestation({ statement: 'newer' });
    const expired = attestation({ signedAt: '2026-11-10T00:00:00Z', until: '2026-11-11T00:00:00Z' });
    const orders = [
      [older, newer, expired],
      [expired, newer, older, newer],
    ];

    const found = orders.map((order) => findAttestation(order, 'changes-reviewed', OBSERVED_AT));

    expect(found.map(({ valid }) => valid?.statement)).toEqual(['newer', 'newer']);
  });
});

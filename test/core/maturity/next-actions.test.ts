import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { CRITERIA } from '#core/maturity/criteria.ts';
import { parseAttestCommand } from '#scripts/attest/options.ts';
import { denied, emptyObservationSet, observationSet } from './sample-observations.ts';
import { shortfallsOf } from './shortfalls.ts';

const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:hash-AbCdEf';

describe('next actions', () => {
  it('are none when everything is in place', () => {
    const { nextActions } = assess(observationSet());

    expect(nextActions).toEqual([]);
  });

  it('begin with what the next level lacks, then what keeps it from being measured, then other levels', () => {
    const { signals, facts } = shortfallsOf([
      'no-tracking',
      'errors-handled',
      'automated-evaluations',
      'model-routing',
      'cost-monitored',
    ]);
    const { nextActions, solidLevel } = assess(
      observationSet({
        signals,
        facts: {
          ...facts,
          traceSpans: denied('logs:DescribeLogGroups'),
          knowledgeBases: denied('bedrock:ListKnowledgeBases'),
        },
      }),
    );

    expect(solidLevel).toBe(2);
    expect(nextActions.map(({ criterion }) => criterion)).toEqual([
      'automated-evaluations',
      'model-routing',
      'end-to-end-observability',
      'no-tracking',
      'errors-handled',
      'cost-monitored',
      'rag-pipelines',
    ]);
  });

  it('say how to make measurable what was refused', () => {
    const { nextActions } = assess(
      observationSet({ facts: { traceSpans: denied('logs:DescribeLogGroups') } }),
    );

    expect(nextActions).toEqual([
      {
        criterion: 'end-to-end-observability',
        level: 3,
        title: 'Make it measurable: End-to-end observability exists across chains or agents',
        steps: [
          'Allow logs:DescribeLogGroups to the role that assesses.',
          'See all that it needs: npm run assess -- --print-policy.',
        ],
        link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Enable-TransactionSearch.html',
      },
    ]);
  });

  it.each([
    ['throttled', 'assess again in a few minutes'],
    ['failed', 'Look into why Budgets could not be read: It broke.'],
    ['not_collected', 'Budgets: It broke. What only the gateway knows'],
  ] as const)('say what to do about a reading that was %s', (reason, step) => {
    const { nextActions } = assess(
      observationSet({ facts: { budgets: { status: 'unknown', reason, detail: 'It broke.' } } }),
    );

    expect(nextActions[0]?.steps.join(' ')).toContain(step);
  });

  it('end with the attestation where one is possible', () => {
    const { nextActions } = assess(observationSet({ facts: { stages: { stages: ['prod'] } } }));

    expect(nextActions[0]?.attestCommand).toBe(
      'npm run attest -- environments-separated --statement "<what is in place>" --until "<YYYY-MM-DD>" --bucket "<EvidenceBucketName>" --secret-arn "<HashSecretArn>"',
    );
  });

  it('give the attestation where its bucket and secret are known, as a command that attest accepts', () => {
    const attestationPlace = { bucket: 'evidence', secretArn: SECRET, region: 'eu-central-1' };
    const { nextActions } = assess(
      observationSet({ facts: { stages: { stages: ['prod'] } }, attestationPlace }),
    );
    const command = nextActions[0]?.attestCommand?.replace('<YYYY-MM-DD>', '2027-06-30') ?? '';
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

    expect(words.slice(0, 4)).toEqual(['npm', 'run', 'attest', '--']);
    expect(parseAttestCommand(words.slice(4), {})).toMatchObject({
      kind: 'command',
      command: {
        action: 'sign',
        criterion: 'environments-separated',
        until: '2027-06-30T00:00:00.000Z',
        ...attestationPlace,
      },
    });
  });

  it('offer no attestation where evidence alone decides', () => {
    const { nextActions } = assess(observationSet(shortfallsOf(['model-routing'])));

    expect(nextActions[0]).not.toHaveProperty('attestCommand');
  });

  it('begin with the first calls while level 1 is not reached', () => {
    const { nextActions } = assess(emptyObservationSet());

    expect(nextActions).toHaveLength(1 + CRITERIA.length);
    expect(nextActions[0]).toMatchObject({ criterion: 'level-1', title: 'Let the first calls be measured' });
    expect(nextActions[0]?.steps.at(-1)).toContain('Connectivity, Basic Output, Sanity Check, Availability');
    expect(nextActions[1]?.criterion).toBe('direct-access');
  });

  it('begin with the permission where metrics were refused', () => {
    const set = observationSet();
    const observations = set.observations.map((observation) =>
      observation.kind === 'signal'
        ? { ...observation, reading: denied('cloudwatch:GetMetricData') }
        : observation,
    );

    const { nextActions } = assess({ ...set, observations });

    expect(nextActions[0]?.steps[0]).toBe('Allow cloudwatch:GetMetricData to the role that assesses.');
  });
});

import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAttestationSigner } from '#adapters/attestation-signature.ts';
import { createEvidenceStore } from '#adapters/evidence-store.ts';
import { assess } from '#core/maturity/assess.ts';
import type { Attestation, ObservationSet } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import {
  type EmbeddedAws,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  startEmbeddedAws,
} from '#scripts/local/aws/server.ts';

let aws: EmbeddedAws;
let client: S3Client;
beforeAll(async () => {
  aws = await startEmbeddedAws({ account: { buckets: [{ name: 'evidence', isVersioned: true }] } });
  client = new S3Client({ region: LOCAL_REGION, endpoint: aws.endpoint, credentials: LOCAL_CREDENTIALS });
});
afterAll(() => aws.close());

const signer = createAttestationSigner({ pepper: async () => 'a pepper of more than thirty-two characters' });
const set = (observedAt: string): ObservationSet => ({
  schemaVersion: 1,
  observedAt,
  scope: { team: 'A', accountId: '123456789012', region: 'us-east-1', stage: 'dev' },
  window: { start: '2026-11-08T00:00:00.000Z', end: '2026-11-21T09:30:00.000Z' },
  observations: [],
  attestations: [],
  previous: [],
});
const attestation: Attestation = {
  schemaVersion: 1,
  criterion: 'rag-pipelines',
  statement: 'Größe: our own search.',
  signedBy: 'arn:aws:iam::123456789012:user/ann',
  signedAt: '2026-11-01T00:00:00.000Z',
  until: '2027-03-01T00:00:00.000Z',
};

const createStore = (bucket = 'evidence') => createEvidenceStore({ bucket, client });

async function save(kind: 'refresh' | 'report', observedAt: string) {
  const assessment = assess(set(observedAt));
  await createStore().saveAssessment({
    kind,
    observedAt,
    files: {
      'observations.json': serialise(set(observedAt)),
      'assessment.json': serialise(assessment),
      'report.html': '<p>é</p>',
      'report.txt': 'text',
      'report.md': 'markdown',
    },
  });
  return assessment;
}

describe('assessments', () => {
  test('there is none in an empty bucket', async () => {
    expect(await createStore().latest('assessment')).toBeUndefined();
  });

  test('the newest and the newest report are found again', async () => {
    const report = await save('report', '2026-11-20T00:00:00.000Z');
    const refresh = await save('refresh', '2026-11-21T00:00:00.000Z');

    expect(await createStore().latest('report')).toEqual(report);
    expect(await createStore().latest('assessment')).toEqual(refresh);
  });

  test('a report lies under its time', () => {
    expect(createStore().reportKey('2026-11-21T09:30:30.123Z')).toBe(
      'assessments/2026-11-21T09-30-30-123Z/report.html',
    );
  });

  test('a bucket that is not there is an error, not an empty one', async () => {
    await expect(createStore('elsewhere').latest('assessment')).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});

describe('attestations', () => {
  test('a statement comes back with a signature that holds', async () => {
    const key = await createStore().saveAttestation(await signer.sign(attestation));

    const [stored] = await createStore().attestations();
    expect(key).toBe('attestations/rag-pipelines/2026-11-01T00-00-00-000Z.json');
    expect(stored).toMatchObject({ key, signed: { attestation } });
    expect(stored?.signed && (await signer.isGenuine(stored.signed))).toBe(true);
  });

  test.each([
    { statement: 'Something else.' },
    { until: '2029-03-01T00:00:00.000Z' },
    { criterion: 'changes-reviewed' },
    { signedBy: 'arn:aws:iam::123456789012:user/bob' },
  ])('changing %o breaks the signature', async (change) => {
    const signed = await signer.sign(attestation);

    expect(await signer.isGenuine({ ...signed, attestation: { ...attestation, ...change } })).toBe(false);
    expect(await signer.isGenuine({ ...signed, signature: '' })).toBe(false);
  });
});

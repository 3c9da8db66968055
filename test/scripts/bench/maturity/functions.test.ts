import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BUCKET, benchAccount, KEYS_TABLE, PEPPER, SECRET_ARN } from '#scripts/bench/maturity/account.ts';
import { buildFunction, buildPrograms, FUNCTIONS } from '#scripts/bench/maturity/build.ts';
import { measureEvaluation } from '#scripts/bench/maturity/evaluation.ts';
import { measureFunctions } from '#scripts/bench/maturity/functions.ts';
import { startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { observationSet } from '../../../core/maturity/sample-observations.ts';

const aws = await startEmbeddedAws({ account: { ...benchAccount(), buckets: [{ name: BUCKET }] } });
aws.putSecret(SECRET_ARN, PEPPER);
await aws.createTable(KEYS_TABLE, 'keyId');
const folder = await mkdtemp(join(tmpdir(), 'waymark-test-'));
await buildPrograms(folder);
const bundles = await Promise.all(FUNCTIONS.map((name) => buildFunction(folder, name)));
afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true });
});

describe('measureFunctions', () => {
  it('times the right answer of each deployed bundle in a fresh process', { timeout: 30_000 }, async () => {
    const { bareNodeMs, functions } = await measureFunctions(bundles, {
      folder,
      endpoint: aws.endpoint,
      set: observationSet(),
      starts: 1,
    });

    expect(functions.map(({ name }) => name)).toEqual(['maturity', 'feedback', 'authorizer']);
    for (const { bundleBytes, firstResponseMs } of functions) {
      expect(bundleBytes).toBeGreaterThan(10_000);
      expect(firstResponseMs).toBeGreaterThan(0);
    }
    expect(bareNodeMs).toBeGreaterThan(0);
  });

  it('refuses to time an error', { timeout: 30_000 }, async () => {
    aws.putSecret(SECRET_ARN, 'another'.repeat(5));

    const measuring = measureFunctions(
      bundles.filter(({ name }) => name === 'authorizer'),
      { folder, endpoint: aws.endpoint, set: observationSet(), starts: 1 },
    );

    await expect(measuring).rejects.toThrow('Unauthorized');
    aws.putSecret(SECRET_ARN, PEPPER);
  });
});

describe('measureEvaluation', () => {
  it('keeps the first evaluation apart from those of warm processes', { timeout: 30_000 }, async () => {
    const times = await measureEvaluation(observationSet(), {
      folder,
      series: 10,
      starts: 2,
      evaluations: 20,
    });

    expect(times).toMatchObject({ series: 10, evaluations: 40, processes: 2 });
    expect(times.firstMs).toBeGreaterThan(times.p50Ms);
    expect(times.p99Ms).toBeGreaterThanOrEqual(times.p50Ms);
  });
});

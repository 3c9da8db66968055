import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAttestCommand } from '#scripts/attest/options.ts';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { awsEnvironment, runCommand } from '../support/aws-command.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:hash-AbCdEf';
const PLACE = ['--bucket', 'evidence', '--secret-arn', SECRET];
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

let aws: EmbeddedAws;
beforeAll(async () => {
  aws = await startEmbeddedAws({ account: { buckets: [{ name: 'evidence' }] } });
  aws.putSecret(SECRET, 'a pepper of more than thirty-two characters');
});
afterAll(() => aws.close());

const attest = (...arguments_: readonly string[]) =>
  runCommand('attest', arguments_, awsEnvironment(aws.endpoint));

describe('npm run attest', () => {
  test('signs as who is signed in, and lists what counts', async () => {
    const until = inDays(100);
    const signed = await attest(
      'rag-pipelines',
      '--statement',
      'We retrieve from our own search.',
      '--until',
      until,
      ...PLACE,
    );
    const listed = await attest('list', '--json', ...PLACE);

    expect(signed).toMatchObject({ code: 0, errors: '' });
    expect(signed.output).toContain('Signed as arn:aws:iam::123456789012:user/local.');
    expect(JSON.parse(listed.output).attestations).toEqual([
      {
        key: expect.stringMatching(/^attestations\/rag-pipelines\/.*\.json$/),
        counts: true,
        attestation: {
          schemaVersion: 1,
          criterion: 'rag-pipelines',
          statement: 'We retrieve from our own search.',
          signedBy: 'arn:aws:iam::123456789012:user/local',
          signedAt: expect.any(String),
          until: `${until}T00:00:00.000Z`,
        },
      },
    ]);
  });

  test.each([
    ['past', '2020-01-01', 'is past'],
    ['more than a year away', inDays(367), 'is more than 365 days away'],
  ])('refuses a date that is %s', async (_, until, words) => {
    const { code, errors } = await attest('rag-pipelines', '--statement', 'x', '--until', until, ...PLACE);

    expect(code).toBe(1);
    expect(errors).toContain(words);
  });

  test.each([
    [['direct-access', '--statement', 'x', '--until', '2027-01-01'], 'These do: environments-separated'],
    [['rag-pipelines', '--until', '2027-01-01'], 'needs --statement and --until'],
    [['rag-pipelines', '--statement', ' ', '--until', '2027-01-01'], '--statement takes 1 to 1000'],
    [['rag-pipelines', '--statement', 'x', '--until', '2027-02-30'], '--until 2027-02-30 is not allowed'],
    [['rag-pipelines', 'two', '--statement', 'x'], '"two" is one word too many'],
    [[], 'A criterion or a command is missing'],
  ])('%o is wrong usage', (arguments_, words) => {
    expect(parseAttestCommand([...arguments_, ...PLACE], {})).toMatchObject({
      kind: 'wrong',
      words: expect.stringContaining(words),
    });
  });

  test('names what is missing', async () => {
    const { code, errors } = await attest('list');

    expect(code).toBe(2);
    expect(errors).toContain('--bucket is missing (or EVIDENCE_BUCKET)');
  });

  test('lists the criteria that take a statement without AWS', async () => {
    const { code, output } = await runCommand('attest', ['criteria'], awsEnvironment());

    expect(code).toBe(0);
    expect(output).toContain('tool-permissions-enforced');
  });
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Assessment } from '#core/maturity/assessment.ts';
import { ObservationSet } from '#core/maturity/observation.ts';
import { lookAhead } from '#core/outlook/look-ahead.ts';
import { parseAssessOptions } from '#scripts/assess/options.ts';
import { assessmentPolicy } from '#scripts/assess/policy.ts';
import { startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { outlookInput } from '../core/outlook/sample-input.ts';
import { richAccount } from '../functions/maturity/rich-account.ts';
import { awsEnvironment, type CommandResult, runCommand } from '../support/aws-command.ts';

const FILES = ['assessment.json', 'observations.json', 'report.html', 'report.md', 'report.txt'];

let folder: string;
let live: CommandResult;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-assess-'));
  const aws = await startEmbeddedAws({ account: { ...richAccount(), denied: ['budgets:*'] } });
  try {
    const options = ['--team', 'Team A', '--output', join(folder, 'live'), '--fail-below', '3'];
    live = await runCommand('assess', options, awsEnvironment(aws.endpoint));
  } finally {
    await aws.close();
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (run: string, file: string) => readFile(join(folder, run, file), 'utf8');
const offline = (...arguments_: readonly string[]) => runCommand('assess', arguments_, awsEnvironment());

describe('npm run assess', () => {
  test('writes the report and prints level, next actions and where the report is', async () => {
    expect(await readdir(join(folder, 'live'))).toEqual(FILES);
    expect(live.output).toContain('Team A, us-east-1, stage dev');
    expect(live.output).toContain('Do next');
    expect(live.output).toContain(join(folder, 'live', 'report.html'));
    expect(live.output).not.toContain('\u001b');
  });

  test('names what was refused', () => {
    expect(live.output).toContain('Refused, and so unknown: budgets:ViewBudget');
  });

  test('exits with 3 below the level that was asked for, and says so on standard error only', () => {
    expect(live.code).toBe(3);
    expect(live.errors).toMatch(/^Level \d is below 3\.\n$/);
  });

  test('replays its observations to the same bytes without credentials', async () => {
    const observations = join(folder, 'live', 'observations.json');

    const { code } = await offline('--replay', observations, '--output', join(folder, 'again'));

    expect(code).toBe(0);
    for (const file of FILES) expect(await read('again', file), file).toBe(await read('live', file));
  });

  test('replays the forecasts that lie beside the observations, and none that were made after them', async () => {
    const observations = await read('live', 'observations.json');
    const { observedAt } = ObservationSet.parse(JSON.parse(observations));
    await mkdir(join(folder, 'kept'));
    await writeFile(join(folder, 'kept', 'observations.json'), observations);
    const replayWith = async (computedAt: string, output: string) => {
      const outlook = { ...lookAhead(outlookInput()), computedAt };
      await writeFile(join(folder, 'kept', 'outlook.json'), JSON.stringify(outlook));
      await offline('--replay', join(folder, 'kept', 'observations.json'), '--output', join(folder, output));
      return read(output, 'report.md');
    };

    const [kept, later] = [
      await replayWith(observedAt, 'with'),
      await replayWith('2999-01-01T00:00:00.000Z', 'later'),
    ];

    expect(kept).toContain('## What is ahead');
    expect(later).toBe(await read('live', 'report.md'));
  });

  test('prints JSON alone and writes nothing with --json', async () => {
    const { code, output } = await offline('--replay', join(folder, 'live', 'observations.json'), '--json');

    expect(code).toBe(0);
    expect(output).toBe(await read('live', 'assessment.json'));
    expect(Assessment.parse(JSON.parse(output)).scope.team).toBe('Team A');
  });
});

describe('without AWS', () => {
  test.each([
    [['--fail-below', '6'], '--fail-below 6 is not allowed; give a whole number from 1 to 5.'],
    [['--days', '0'], '--days 0 is not allowed; give a whole number from 1 to 63.'],
    [['--gateway-role', 'gateway'], '--gateway-role gateway is not allowed'],
    [['--pipeline-roles', '('], '--pipeline-roles ( is not allowed'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['word'], 'Unexpected argument'],
  ])('%o is wrong usage', (arguments_, words) => {
    expect(parseAssessOptions(arguments_)).toMatchObject({
      kind: 'wrong',
      words: expect.stringContaining(words),
    });
  });

  test('exits with 2 on wrong usage and prints the usage on standard error', async () => {
    const { code, errors, output } = await offline('--nonsense');

    expect(code).toBe(2);
    expect(errors).toContain('Usage: npm run assess');
    expect(output).toBe('');
  });

  test('says that there are no credentials', async () => {
    const { code, errors } = await offline('--region', 'us-east-1');

    expect(code).toBe(1);
    expect(errors).toBe(
      'There are no AWS credentials. Sign in, or choose a profile with --profile <name> (or AWS_PROFILE).\n',
    );
  });

  test('says that there is no Region', async () => {
    const { code, errors } = await offline();

    expect(code).toBe(1);
    expect(errors).toContain('There is no Region.');
  });

  test('says what is wrong with a file that it cannot replay', async () => {
    const file = join(folder, 'wrong.json');
    await writeFile(file, '{"schemaVersion":2}');

    const [missing, wrong] = await Promise.all([
      offline('--replay', join(folder, 'none.json')),
      offline('--replay', file),
    ]);

    expect(missing).toMatchObject({ code: 1, errors: expect.stringContaining('cannot be read: ENOENT') });
    expect(wrong).toMatchObject({ code: 1, errors: expect.stringContaining('holds no observation set') });
  });

  test('prints the policy', async () => {
    const group = ['--gateway-log-group', '/aws/lambda/gateway', '--region', 'us-gov-west-1'];
    const { code, output } = await offline('--print-policy', ...group);

    const { Statement: statements } = JSON.parse(output);
    expect(code).toBe(0);
    expect(statements[0].Action).toContain('bedrock:ListGuardrails');
    expect(statements[1]).toMatchObject({
      Action: ['logs:StartQuery'],
      Resource: ['arn:aws-us-gov:logs:*:*:log-group:/aws/lambda/gateway:*'],
    });
    for (const { Action: actions } of statements)
      for (const action of actions)
        expect(action).toMatch(/^[a-z]+:(Get|List|Describe|Lookup|View|StartQuery)/);
  });

  test('asks for no log query where no log group is named', () => {
    const { Statement: statements } = assessmentPolicy({ logGroups: [], region: undefined });

    expect(statements.map(({ Sid: id }) => id)).toEqual(['WaymarkAssess']);
    expect(JSON.stringify(statements)).not.toMatch(/logs:(StartQuery|GetQueryResults)/);
  });

  test('prints its usage', async () => {
    const { code, output } = await offline('--help');

    expect(code).toBe(0);
    expect(output).toContain('Exit codes: 0 assessed, 1 failed, 2 wrong usage, 3 below');
  });
});

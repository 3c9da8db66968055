import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '#core/signals/catalogue.ts';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { parseTokens } from '#scripts/models/amounts.ts';
import { renderContextWindows } from '#scripts/models/context-windows.ts';
import { parseModelsCommand } from '#scripts/models/options.ts';
import { awsEnvironment, runCommand } from '../support/aws-command.ts';
import { readDocument } from './docs/document.ts';

const A = 'amazon.nova-lite-v1:0';
const B = 'amazon.nova-pro-v1:0';
const PROVISIONED = 'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/a1b2c3';

let aws: EmbeddedAws;
beforeAll(async () => {
  aws = await startEmbeddedAws({});
});
afterAll(() => aws.close());

const models = (arguments_: readonly string[]) =>
  runCommand('models', arguments_, awsEnvironment(aws.endpoint));
const signedOut = (arguments_: readonly string[]) => runCommand('models', arguments_, awsEnvironment());

describe('npm run models', () => {
  test('compares two models of an account that never called them', async () => {
    const { code, output, errors } = await models(['compare', A, B, '--month', '50M', '--json']);

    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(JSON.parse(output)).toMatchObject({
      region: 'us-east-1',
      a: { traffic: { status: 'unknown', reason: expect.stringContaining('No call') } },
      month: { a: { value: { inferenceUsd: 5.25 } }, b: { value: { inferenceUsd: 70 } } },
    });
  });

  test('shows a table without colour in a pipe, with every reason and assumption', async () => {
    const { output } = await signedOut(['compare', A, PROVISIONED, '--list-only']);

    expect(output).toMatch(/^ {2}input +0\.06 +unknown$/m);
    expect(output.replaceAll(/\s+/g, ' ')).toContain('is billed by the hour of its model units.');
    expect(output).toContain('Tokenizers differ');
    expect(output).not.toContain('\u001b');
  });

  test.each([
    [['nope'], 'Nothing is known of a model "nope"'],
    [['us.amazon.nova-lyte-v1:0'], 'Is it one of amazon.nova-lite'],
    [['anthropic.claude-sonet-4-6'], 'anthropic.claude-sonnet-4-6'],
  ])(
    'ends with an error for %s, which nobody knows, and says what is like it',
    async ([name = ''], words) => {
      const listed = await signedOut(['compare', name, B, '--list-only']);
      const read = await models(['compare', A, name, '--json']);

      for (const { code, output, errors } of [listed, read]) {
        expect({ code, output }).toEqual({ code: 1, output: '' });
        expect(errors).toContain(words);
      }
    },
  );

  test('names for each figure who counted it', async () => {
    const client = new CloudWatchClient({
      endpoint: aws.endpoint,
      region: 'us-east-1',
      credentials: LOCAL_CREDENTIALS,
    });
    const put = (
      { namespace: Namespace, metricName: MetricName }: { namespace: string; metricName: string },
      dimensions: Readonly<Record<string, string>>,
      Value: number,
    ) => {
      const Dimensions = Object.entries(dimensions).map(([Name, value]) => ({ Name, Value: value }));
      const MetricData = [{ MetricName, Dimensions, Timestamp: new Date(), Value }];
      return client.send(new PutMetricDataCommand({ Namespace, MetricData }));
    };
    const [ours, theirs] = ['amazon.nova-micro-v1:0', 'amazon.nova-premier-v1:0'];
    await put(catalogue.requests, { Stage: 'dev', Model: ours }, 40);
    await put(catalogue.bedrockInvocations, { ModelId: theirs }, 70);
    client.destroy();

    const { output } = await models(['compare', ours, theirs]);

    expect(output).toMatch(/^ {2}calls +40 \(gateway\) +70 \(AWS\)$/m);
    expect(output).toMatch(/^ {2}errors +0 % \(gateway\)/m);
  });

  test('without credentials says what to do, unless it is asked for the list only', async () => {
    const refused = await signedOut(['compare', A, B, '--region', 'us-east-1']);
    const listed = await signedOut(['compare', A, B, '--list-only', '--json']);

    expect(refused).toMatchObject({ code: 1, output: '' });
    expect(refused.errors).toContain('There are no AWS credentials');
    expect(listed.code).toBe(0);
  });

  test('prints its help', async () => {
    const { code, output } = await signedOut(['--help']);

    expect(code).toBe(0);
    expect(output).toContain('--month');
  });

  test.each([
    [[], 'A command is missing'],
    [['tell', A, B], 'There is no command "tell"'],
    [['compare', A], 'compare takes two models'],
    [['compare', A, B, 'C'], '"C" is one word too many'],
    [['compare', A, 'b c'], 'Model b must be'],
    [['compare', A, B, '--month', '5 miles'], '--month 5 miles is not allowed'],
    [['compare', A, B, '--input-share', '2'], '--input-share 2 is not allowed'],
    [['compare', A, B, '--training-usd', '-1'], '--training-usd'],
    [['compare', A, B, '--nonsense'], '--nonsense'],
  ])('%o is wrong usage', (arguments_, words) => {
    expect(parseModelsCommand(arguments_)).toMatchObject({
      kind: 'wrong',
      words: expect.stringContaining(words),
    });
  });
});

describe('npm run models -- tco', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, content: string): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const all = {
    inferenceUsdPerMonth: 100,
    people: 1,
    usdPerPersonAndYear: 120_000,
    onCallHoursPerMonth: 0,
    incidentsPerMonth: 0,
    toolsUsdPerMonth: 0,
    auditsPerYear: 0,
    controlsUsdPerYear: 0,
  };

  test('adds up a file and the command line, which counts first, and asks AWS nothing', async () => {
    const file = write('all.json', JSON.stringify(all));

    const { code, output, errors } = await signedOut(['tco', '--inputs', file, '--people', '2', '--json']);

    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(JSON.parse(output)).toMatchObject({ usdPerMonth: 20_130, usdTotal: 241_560, months: 12 });
  });

  test('refuses infrastructure that a file and an option tell at once, with both names', async () => {
    const file = write('share.json', JSON.stringify({ ...all, infrastructureShare: 0.2 }));

    const { code, errors } = await signedOut([
      'tco',
      '--inputs',
      file,
      '--infrastructure-usd-per-month',
      '9',
    ]);

    expect(code).toBe(1);
    expect(errors).toContain('infrastructureShare or infrastructureUsdPerMonth, not both');
  });

  test('says what is unknown and which input would change it', async () => {
    const { code, output } = await models(['tco', '--people', '1']);

    expect(code).toBe(0);
    expect(output).toContain('The total is unknown');
    expect(output).toContain('Give usdPerPersonAndYear');
    expect(output.replaceAll(/\s+/g, ' ')).toContain(
      'The gateway of stage dev recorded no call with a price',
    );
  });

  test('takes inference from what the gateway recorded since its first day, for a month of 30', async () => {
    const { namespace, metricName } = catalogue.cost;
    const client = new CloudWatchClient({
      endpoint: aws.endpoint,
      region: 'us-east-1',
      credentials: LOCAL_CREDENTIALS,
    });
    await client
      .send(
        new PutMetricDataCommand({
          Namespace: namespace,
          MetricData: [
            {
              MetricName: metricName,
              Dimensions: [{ Name: 'Stage', Value: 'prod' }],
              Value: 12,
              Timestamp: new Date(Date.now() - 60_000 * 5),
            },
          ],
        }),
      )
      .finally(() => client.destroy());

    const { output } = await models(['tco', '--stage', 'prod', '--json']);

    const [inference] = JSON.parse(output).components[0].items;
    expect(inference).toMatchObject({
      basis: 'measured',
      words: expect.stringMatching(
        /^12\.00 USD recorded by the gateway of stage prod in 1(?:\.\d+)? days?, taken/,
      ),
    });
    expect(inference.usdPerMonth / 360).toBeCloseTo(1, 1); // five minutes ago may be yesterday
  });

  test.each([
    ['there is none', () => join(folder, 'none.json'), 'cannot be read'],
    ['it is no JSON', () => write('broken.json', '{'), 'holds no JSON object'],
    ['a name is wrong', () => write('wrong.json', '{"persons":1}'), 'Known names: months, '],
  ])('refuses a file of inputs when %s', async (_, file, words) => {
    const { code, errors } = await signedOut(['tco', '--inputs', file()]);

    expect(code).toBe(1);
    expect(errors).toContain(words);
  });

  test.each([
    [['tco', '--people', 'many'], '--people many is not allowed; it must be a number'],
    [['tco', '--months', '0'], '--months 0 is not allowed; it must be a whole number'],
    [['tco', 'word'], 'word'],
  ])('%o is wrong usage', (arguments_, words) => {
    expect(parseModelsCommand(arguments_)).toMatchObject({
      kind: 'wrong',
      words: expect.stringContaining(words),
    });
  });
});

describe('tokens as people write them', () => {
  test.each([
    ['50M', 50_000_000],
    ['1.5B', 1_500_000_000],
    ['800k', 800_000],
    ['1_000_000', 1_000_000],
    ['0.1M', 100_000],
    ['1T', 1e12],
  ])('%s', (text, tokens) => {
    expect(parseTokens('--month', text)).toBe(tokens);
  });

  test.each(['', '0', '2T', '1.5', 'M', '1e6', '-5M', '1.2345k5', 'NaN'])('%j is refused', (text) => {
    expect(() => parseTokens('--month', text)).toThrow('--month');
  });
});

test('the table of context windows is what the source says', () => {
  expect(readDocument('functions/core/models/context-windows.ts')).toBe(renderContextWindows());
});

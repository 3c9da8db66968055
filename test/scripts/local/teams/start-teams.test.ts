import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { ObservationSet } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { functionNamed } from '#scripts/local/teams/place.ts';
import { type ExampleTeams, startExampleTeams, type TeamResult } from '#scripts/local/teams/start-teams.ts';
import type { LocalTemplate } from '#scripts/local/template.ts';
import { loadStackTemplate } from './team-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'waymark-teams-'));
const warnings: string[] = [];
let template: LocalTemplate;
let teams: ExampleTeams;
let results: readonly TeamResult[];

const start = (overrides: Partial<Parameters<typeof startExampleTeams>[0]> = {}) =>
  startExampleTeams({
    template,
    seed: 1,
    folder,
    onWarning: (message) => void warnings.push(message),
    ...overrides,
  });

beforeAll(async () => {
  template = await loadStackTemplate();
  teams = start();
  results = await teams.results;
});

afterAll(async () => {
  await teams.close();
  rmSync(folder, { recursive: true, force: true });
});

function assessed(name: string) {
  const result = results.find((each) => each.name === name);
  if (result?.status !== 'assessed') throw new Error(JSON.stringify(result));
  return result;
}

/** The mail as its reader sees it. */
function mailOf(name: string) {
  const { mail } = assessed(name).folders;
  const [file = '', ...others] = readdirSync(mail);
  const [head = '', ...body] = readFileSync(join(mail, file), 'utf8').split('\r\n\r\n');
  const text = body
    .join('\n\n')
    .replaceAll('=\r\n', '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
  return { file, others, head, text };
}

describe('the deployed maturity function on the example teams', () => {
  test('finds them at three different levels', () => {
    const standings = results.map((result) =>
      result.status === 'assessed'
        ? [result.name, result.assessment.level, result.assessment.solidLevel]
        : result,
    );

    expect(standings).toEqual([
      ['kite', 1, 1],
      ['ferry', 2, 2],
      ['orchard', 4, 2],
    ]);
    expect(warnings).toEqual([]);
  });

  test.each(['kite', 'ferry', 'orchard'])('writes the line that the dashboards of %s read', async (name) => {
    const { assessment, endpoint } = assessed(name);
    const logs = new CloudWatchLogsClient({
      endpoint,
      region: template.region,
      credentials: LOCAL_CREDENTIALS,
    });
    const { environment, logGroupName } = functionNamed(template, 'maturity');
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName, filterPattern: '{ $.message = "assessed" }' }),
    );
    logs.destroy();

    expect(events.map(({ message = '' }) => JSON.parse(message))).toMatchObject([
      {
        level: 'INFO',
        service: environment.POWERTOOLS_SERVICE_NAME,
        maturityLevel: assessment.level,
        solidLevel: assessment.solidLevel,
        missing: { level2: expect.any(String) },
      },
    ]);
  });

  test.each(['kite', 'ferry', 'orchard'])('leaves every form of the report of %s', (name) => {
    const { folders } = assessed(name);
    const read = (file: string) => readFileSync(join(folders.reports, file), 'utf8');

    expect(read('report.html')).toContain('<!doctype html>');
    expect(read('report.html')).toContain(name);
    expect(read('report.md')).toContain(name);
    expect(read('report.txt')).toContain(name.toUpperCase());
    const replayed = assess(ObservationSet.parse(JSON.parse(read('observations.json'))));
    expect(serialise(replayed)).toBe(read('assessment.json'));
  });

  test.each(['kite', 'ferry', 'orchard'])('mails %s what to do next, with a link that opens', (name) => {
    const { assessment } = assessed(name);

    const { file, others, head, text } = mailOf(name);

    expect(file).toMatch(/\.eml$/);
    expect(others).toEqual([]);
    expect(head).toMatch(new RegExp(`^Subject: .*${name}.*level ${assessment.level}`, 'm'));
    for (const { title } of assessment.nextActions.slice(0, 3)) expect(text).toContain(title);
    const [link = ''] = /file:\/\/\S+report\.html/.exec(text) ?? [];
    expect(existsSync(fileURLToPath(link))).toBe(true);
  });

  test('counts what a team has attested', () => {
    const { criteria } = assessed('orchard').assessment;

    const review = criteria.find(({ id }) => id === 'selective-human-review');
    expect(review).toMatchObject({ status: 'met', attestedBy: { signedBy: expect.stringMatching(/lead$/) } });
  });

  test('can read everything that it asks for', () => {
    const denied = results.flatMap((result) =>
      result.status === 'assessed'
        ? result.assessment.unmeasured.filter(({ permission }) => permission !== undefined)
        : [],
    );

    expect(denied).toEqual([]);
  });
});

describe('example teams that fail', () => {
  test('are told with the reason, and nothing is thrown', async () => {
    const functions = template.functions.filter(
      ({ environment }) => environment.POWERTOOLS_SERVICE_NAME !== 'gateway',
    );
    const broken = start({ template: { ...template, functions }, folder: join(folder, 'broken') });

    const failed = await broken.results;
    await broken.close();

    expect(failed.map(({ name, status }) => [name, status])).toEqual([
      ['kite', 'failed'],
      ['ferry', 'failed'],
      ['orchard', 'failed'],
    ]);
    expect(failed[0]).toHaveProperty('reason', 'The template has no function gateway.');
  });

  test('end when they are stopped on the way', async () => {
    const stopped = start({ folder: join(folder, 'stopped') });

    await stopped.close();

    for (const { status } of await stopped.results) expect(status).toBe('failed');
  });
});

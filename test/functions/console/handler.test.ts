import { describe, expect, it } from 'vitest';
import { PAGE_POLICY, REPORT_POLICY } from '#functions/console/answer.ts';
import { createHandler } from '#functions/console/handler.ts';
import { CONSOLE_ROUTES } from '#infra/routes.ts';
import { fullAssessment } from '../../core/report/sample-assessment.ts';
import { type FakeAccount, fakeConsole, NOW_MS } from './fake-console.ts';
import { recordLines, sampleAccount } from './sample-account.ts';

const HOUR_MS = 3_600_000;
const RANGE = { start: NOW_MS - 3 * HOUR_MS, end: NOW_MS };

function createConsole(account: Partial<FakeAccount> = {}) {
  const { dependencies, asked } = fakeConsole({ ...sampleAccount(() => NOW_MS), ...account });
  const handler = createHandler(dependencies);
  const call = async (method: string, resource: string, more: object = {}) => {
    const answer = await handler({
      httpMethod: method,
      resource,
      requestContext: { domainName: 'abc.execute-api.test', stage: 'dev', authorizer: { tenant: 'team' } },
      ...more,
    });
    const isJson = answer.headers['content-type'] === 'application/json';
    return { ...answer, json: isJson ? JSON.parse(answer.body) : undefined };
  };
  const data = (body: object) => call('POST', '/v1/console/data', { body: JSON.stringify(body) });
  return { call, data, asked };
}

describe('the console', () => {
  it('answers every route that the stack gives it, and only with an identity', async () => {
    const { call } = createConsole();
    for (const { method, path } of CONSOLE_ROUTES) {
      const pathParameters = { asset: 'console.css', report: 'latest.html' };
      const body = JSON.stringify({ dashboard: 'overview', ...RANGE });
      const more = { pathParameters, body };

      expect.soft((await call(method, path, more)).statusCode, path).toBe(200);
      expect.soft((await call(method, path, { ...more, requestContext: {} })).statusCode, path).toBe(403);
    }
  });

  it('serves a page that can load nothing from elsewhere and turn no text into markup', async () => {
    const { headers, body } = await createConsole().call('GET', '/v1/console');

    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PAGE_POLICY,
      'x-content-type-options': 'nosniff',
    });
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*|https?:/);
    expect(body).not.toMatch(/<script>|style="|https?:\/\/(?!www\.w3\.org)/);
  });

  it.each(['index.html', '../handler.ts', 'constructor', 'main.ts', ''])('has no file %j', async (asset) => {
    const { statusCode } = await createConsole().call('GET', '/v1/console/{asset}', {
      pathParameters: { asset },
    });

    expect(statusCode).toBe(404);
  });

  it('says how to reach the gateway', async () => {
    const { json } = await createConsole().call('GET', '/v1/console/connection');

    expect(json).toEqual({
      ...{
        endpoint: 'https://abc.execute-api.test/dev',
        region: 'us-east-1',
        stage: 'dev',
        team: 'Our team',
      },
      model: 'amazon.nova-lite-v1:0',
      accounts: [{ title: 'Our team', description: 'dev, us-east-1', base: '' }],
    });
  });

  it('lists the dashboards in the order of the levels, each with what it asks', async () => {
    const { json } = await createConsole().call('GET', '/v1/console/dashboards');

    expect(json.dashboards.map(({ id, title }: { id: string; title: string }) => `${id}: ${title}`)).toEqual([
      'overview: Overview',
      'level-1: Level 1 Initial',
      'level-2: Level 2 Managed',
      'level-3: Level 3 Governed',
      'level-4: Level 4 Optimized',
      'level-5: Level 5 Agentic & Responsible',
      'sample: sample',
    ]);
    expect(json.dashboards[2]).toMatchObject({ subtitle: 'Can we run this reliably?', status: 'known' });
  });

  it('shows a body that is none as such, and the others all the same', async () => {
    const { call } = createConsole({ dashboards: { overview: 'text', 'level-1': { widgets: [] } } });

    const { json } = await call('GET', '/v1/console/dashboards');

    expect(json.dashboards[0]).toMatchObject({
      status: 'unknown',
      detail: 'The body of wm-overview is no dashboard.',
    });
    expect(json.dashboards[1]).toMatchObject({ status: 'known', widgets: [] });
  });
});

describe('data', () => {
  it('of a dashboard is that of all its graphs, and no query that costs by what it scans', async () => {
    const { data, asked } = createConsole();

    const { json } = await data({ dashboard: 'sample', ...RANGE });

    expect(json.widgets).toHaveLength(10);
    expect(json.widgets.every(({ kind }: { kind: string }) => kind === 'graph')).toBe(true);
    expect(asked).toMatchObject({ logs: [], rules: [] });
    expect(asked.plans).toHaveLength(10);
  });

  it('of one widget is of its own kind', async () => {
    const { data, asked } = createConsole();

    const [contributors, log] = await Promise.all(
      [9, 10].map((widget) => data({ dashboard: 'sample', widget, ...RANGE })),
    );

    expect(contributors?.json.widgets[0]).toMatchObject({
      widget: 9,
      kind: 'contributors',
      total: 1_290_300,
    });
    expect(log?.json.widgets[0]).toMatchObject({
      kind: 'log',
      columns: ['@timestamp', 'feedback.rating', 'feedback.reason'],
    });
    expect(asked.logs).toEqual([expect.objectContaining({ logGroup: '/waymark/feedback' })]);
  });

  it('has the period that was asked for, and units from the catalogue', async () => {
    const { data } = createConsole();

    const { json } = await data({ dashboard: 'sample', widget: 3, ...RANGE, periodSeconds: 900 });

    expect(json.widgets[0].periodSeconds).toBe(900);
    expect(json.widgets[0].lines[0]).toMatchObject({
      label: 'Latency p99',
      unit: 'Milliseconds',
      axis: 'left',
    });
  });

  it.each([
    [{}, /dashboard/],
    [{ dashboard: 'sample', start: 5, end: 5 }, /start must be before end/],
    [{ dashboard: 'sample', start: 0, end: NOW_MS }, /455 days/],
    [{ dashboard: 'sample', ...RANGE, periodSeconds: 61 }, /multiple of 60/],
    [{ dashboard: 'sample', ...RANGE, expression: 'm1' }, /nothing else/],
  ])('is refused for %j', async (body, words) => {
    const { statusCode, json } = await createConsole().data(body);

    expect(statusCode).toBe(400);
    expect(json.message).toMatch(words);
  });

  it.each([[{ dashboard: 'secret' }], [{ dashboard: '__proto__' }], [{ dashboard: 'sample', widget: 99 }]])(
    'of %j does not exist',
    async (body) => {
      const { statusCode } = await createConsole().data({ ...RANGE, ...body });

      expect(statusCode).toBe(404);
    },
  );

  it('takes no large body and no text that is no JSON', async () => {
    const { call } = createConsole();
    const post = (body: string) => call('POST', '/v1/console/data', { body });

    expect((await post('x'.repeat(5_000))).statusCode).toBe(413);
    expect((await post('{')).statusCode).toBe(400);
  });
});

describe('records', () => {
  it('are read, the newest first, and those that cannot be read are counted', async () => {
    const lines = [
      ...recordLines(2, NOW_MS - 1_000),
      { id: 'x', timeMs: NOW_MS - 60_000, message: '{"message":"invocation"}' },
    ];
    const { call } = createConsole({ lines });

    const { json } = await call('GET', '/v1/console/records');

    expect(json).toMatchObject({ status: 'known', newestMs: NOW_MS - 1_000, isCut: false, unreadable: 1 });
    expect(json.records).toHaveLength(2);
  });

  it('go back a day at most, and begin where the caller says', async () => {
    const { call, asked } = createConsole();

    await call('GET', '/v1/console/records', { queryStringParameters: { since: '5' } });
    await call('GET', '/v1/console/records', { queryStringParameters: { since: String(NOW_MS - 9) } });

    expect(asked.tails).toEqual([
      { sinceMs: NOW_MS - 24 * HOUR_MS, most: 100 },
      { sinceMs: NOW_MS - 9, most: 100 },
    ]);
  });

  it('are refused for a moment that is none', async () => {
    const { call } = createConsole();

    expect(
      (await call('GET', '/v1/console/records', { queryStringParameters: { since: 'now' } })).statusCode,
    ).toBe(400);
  });
});

describe('report and mails', () => {
  it('the report is sandboxed and says who it is about', async () => {
    const { headers, body } = await createConsole().call('GET', '/v1/console/reports/{report}', {
      pathParameters: { report: 'latest.html' },
    });

    expect(headers['content-security-policy']).toBe(REPORT_POLICY);
    expect(REPORT_POLICY).toMatch(/^sandbox; default-src 'none'/);
    expect(body).toContain(fullAssessment().scope.team);
  });

  it('there is no report before the first assessment, and asking for it is no error', async () => {
    const { dependencies } = fakeConsole({ dashboards: {} });
    const handler = createHandler(dependencies);
    const ask = (report: string) =>
      handler({
        ...{ httpMethod: 'GET', resource: '/v1/console/reports/{report}', pathParameters: { report } },
        requestContext: { authorizer: { tenant: 'team' } },
      });

    expect(JSON.parse((await ask('latest.json')).body)).toEqual({ status: 'none' });
    expect((await ask('latest.html')).statusCode).toBe(404);
    expect((await ask('2026.html')).statusCode).toBe(404);
  });

  it('is shown to the tenants that the settings name and to nobody else, who reads how to get a key', async () => {
    const handler = createHandler(fakeConsole({ dashboards: {} }).dependencies);

    for (const resource of ['/v1/console', '/v1/console/records', '/v1/console/alarms']) {
      const { statusCode, body } = await handler({
        ...{ httpMethod: 'GET', resource },
        requestContext: { authorizer: { tenant: 'acme' } },
      });
      expect(statusCode).toBe(403);
      expect(JSON.parse(body).message).toContain(
        'is for team, tests (setting consoleTenants); this key is of acme. Make one with: npm run keys -- create --tenant team',
      );
    }
  });

  it('mails are those that something keeps', async () => {
    const kept = await createConsole().call('GET', '/v1/console/mails');
    const { dependencies } = fakeConsole({ dashboards: {} });
    const notKept = await createHandler(dependencies)({
      ...{ httpMethod: 'GET', resource: '/v1/console/mails' },
      requestContext: { authorizer: { tenant: 'team' } },
    });

    expect(kept.json.mails).toHaveLength(2);
    expect(JSON.parse(notKept.body)).toEqual({ status: 'not_kept' });
  });
});

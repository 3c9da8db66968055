import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dashboard, WidgetData } from '#functions/console/answers.ts';
import { createLocalConsole } from '#scripts/local/console/local-console.ts';
import { type LocalStack, startLocalStack } from '#scripts/local/stack.ts';
import { converseBody, MODEL } from '../../../support/converse-call.ts';
import { httpCall } from '../../../support/http-call.ts';
import { TEST_CONTEXT } from '../../../support/local-stack-context.ts';

const HOUR_MS = 3_600_000;
let stack: LocalStack | undefined;
let apiUrl = '';

/** The stack that is deployed with the console, its own function behind its own authorizer. */
beforeAll(async () => {
  const console = createLocalConsole();
  const { waymark } = TEST_CONTEXT;
  const defaults = { ...waymark.defaults, console: true, consoleTenants: ['tests'] };
  stack = await startLocalStack({ context: { waymark: { ...waymark, defaults } }, front: console.front });
  apiUrl = stack.apiUrl;
  const { key } = await stack.createKey('tests', 'console');
  console.open({ apiUrl, key, stage: 'dev', region: stack.template.region });
  const path = `/model/${encodeURIComponent(MODEL)}/converse`;
  await httpCall(apiUrl, { path, headers: { authorization: `Bearer ${key}` }, body: converseBody('Hello') });
  await stack.settled();
}, 120_000);
afterAll(() => stack?.close());

async function get<Answer>(path: string): Promise<Answer> {
  const { status, body } = await httpCall(apiUrl, { method: 'GET', path });
  expect(status, path).toBe(200);
  return JSON.parse(body.toString());
}

describe('the console of npm start', () => {
  it('is at / without a key, while the API still wants one', async () => {
    const page = await httpCall(apiUrl, { method: 'GET', path: '/' });
    const script = await httpCall(apiUrl, { method: 'GET', path: '/v1/console/console.js' });
    const health = await httpCall(apiUrl, { method: 'GET', path: '/v1/healthz' });

    expect(page.body.toString()).toContain('<title>Waymark console</title>');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(health.status).toBe(401);
  });

  it('answers no other page with what the key opens', async () => {
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };

    expect((await httpCall(apiUrl, { method: 'GET', path: '/v1/console/records', headers })).status).toBe(
      403,
    );
  });

  it('shows all six dashboards, and the call in their numbers', async () => {
    const { dashboards } = await get<{ dashboards: readonly Dashboard[] }>('/v1/console/dashboards');
    const end = Math.ceil(Date.now() / 60_000) * 60_000;
    const body = JSON.stringify({ dashboard: 'overview', start: end - HOUR_MS, end });
    const answer = await httpCall(apiUrl, { path: '/v1/console/data', body });
    const { widgets } = JSON.parse(answer.body.toString()) as { widgets: readonly WidgetData[] };

    expect(dashboards.map(({ id, status }) => `${id} ${status}`)).toEqual(
      ['overview', 'level-1', 'level-2', 'level-3', 'level-4', 'level-5'].map((id) => `${id} known`),
    );
    expect(widgets.filter(({ status }) => status === 'unknown')).toEqual([]);
    const values = widgets.flatMap((widget) =>
      widget.status === 'known' && widget.kind === 'graph'
        ? widget.lines.flatMap(({ points }) => points)
        : [],
    );
    expect(values.some(([, value]) => value === 1)).toBe(true);
  });

  it('shows the record of the call, the alarms and that there is no report yet', async () => {
    const records = await get<{ records: readonly { operation: string }[] }>('/v1/console/records');
    const alarms = await get<{ alarms: readonly { name: string }[] }>('/v1/console/alarms');

    expect(records.records).toHaveLength(1);
    expect(alarms.alarms.length).toBeGreaterThan(5);
    expect(await get('/v1/console/reports/latest.json')).toEqual({ status: 'none' });
    expect(await get('/v1/console/mails')).toEqual({ status: 'not_kept' });
  });

  it('tells where clients are pointed', async () => {
    expect(await get('/v1/console/connection')).toMatchObject({ endpoint: apiUrl, stage: 'dev' });
  });
});
